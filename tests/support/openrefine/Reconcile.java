import com.google.refine.model.Cell;
import com.google.refine.model.Column;
import com.google.refine.model.Project;
import com.google.refine.model.Recon;
import com.google.refine.model.ReconCandidate;
import com.google.refine.model.Row;
import com.google.refine.model.recon.ReconJob;
import com.google.refine.model.recon.ReconciledDataExtensionJob;
import com.google.refine.model.recon.StandardReconConfig;
import com.google.refine.util.ParsingUtilities;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Matches a column of names as OpenRefine does, and fetches columns for what it matched. The first argument is JSON:
 * {"service", "type" or null, "batchSize", "rows": [[name, value]], "property": id of the second column, "extend": [ids]}.
 */
public class Reconcile {
    public static void main(String[] arguments) throws Exception {
        var task = ParsingUtilities.mapper.readTree(arguments[0]);
        var service = task.get("service").asText();
        var type = task.get("type").isNull() ? null : task.get("type").asText();
        var details = List.of(new StandardReconConfig.ColumnDetail("value", "a property", task.get("property").asText(), null));
        var config = new StandardReconConfig(service, null, null, type, type, true, task.get("batchSize").asInt(), details, 0);
        var project = new Project();
        project.columnModel.addColumn(0, new Column(0, "name"), false);
        project.columnModel.addColumn(1, new Column(1, "value"), false);
        for (var cells : task.get("rows")) {
            var row = new Row(2);
            row.setCell(0, new Cell(cells.get(0).asText(), null));
            if (!cells.get(1).isNull()) row.setCell(1, new Cell(cells.get(1).asText(), null));
            project.rows.add(row);
        }
        project.recordModel.update(project);
        var recons = new ArrayList<Recon>();
        var size = config.getBatchSize(project.rows.size());
        for (int start = 0; start < project.rows.size(); start += size) {
            var jobs = new ArrayList<ReconJob>();
            for (int at = start; at < Math.min(start + size, project.rows.size()); at++) {
                var row = project.rows.get(at);
                jobs.add(config.createJob(project, at, row, "name", row.getCell(0)));
            }
            recons.addAll(config.batchRecon(jobs, 1));
        }
        var rows = new ArrayList<Map<String, Object>>();
        Set<String> ids = new LinkedHashSet<>();
        for (var recon : recons) {
            var found = new LinkedHashMap<String, Object>();
            found.put("error", recon.error);
            found.put("match", recon.match == null ? null : recon.match.id);
            var candidates = new ArrayList<Object>();
            // Where nothing is like it, OpenRefine has no list.
            List<ReconCandidate> known = recon.candidates == null ? List.of() : recon.candidates;
            for (ReconCandidate one : known) candidates.add(Arrays.asList(one.id, one.name, Arrays.asList(one.types), one.score));
            found.put("candidates", candidates);
            rows.add(found);
            if (recon.match != null) ids.add(recon.match.id);
        }
        var properties = new ArrayList<ReconciledDataExtensionJob.DataExtensionProperty>();
        for (var id : task.get("extend")) properties.add(new ReconciledDataExtensionJob.DataExtensionProperty(id.asText(), null, null));
        var job = new ReconciledDataExtensionJob(new ReconciledDataExtensionJob.DataExtensionConfig(properties), service);
        var extended = new LinkedHashMap<String, Object>();
        var matched = new ArrayList<>(ids);
        // OpenRefine fetches columns for ten rows at a time.
        for (int start = 0; start < matched.size(); start += 10) {
            var some = new LinkedHashSet<>(matched.subList(start, Math.min(start + 10, matched.size())));
            for (var entry : job.extend(some, new HashMap<>()).entrySet()) {
                var lines = new ArrayList<Object>();
                for (var line : entry.getValue().data) {
                    var cells = new ArrayList<Object>();
                    for (var cell : line) cells.add(cell instanceof ReconCandidate ? ((ReconCandidate) cell).id : cell);
                    lines.add(cells);
                }
                extended.put(entry.getKey(), lines);
            }
        }
        var columns = new ArrayList<Object>();
        for (var column : job.columns) columns.add(column.name);
        var out = new PrintStream(System.out, true, "UTF-8");
        out.println("FOUND " + ParsingUtilities.mapper.writeValueAsString(Map.of("rows", rows, "columns", columns, "extended", extended)));
        System.exit(0);
    }
}
