import java.io.File;
import java.util.Iterator;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.types.IntervalSet;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Reads GEXF files as Gephi does, and prints what it has of each, as a line of JSON after the word READ. */
public class ReadGexf {
    public static void main(String[] files) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        var importer = Lookup.getDefault().lookup(ImportController.class);
        var out = new java.io.PrintStream(System.out, true, "UTF-8");
        for (var file : files) {
            projects.newProject();
            var workspace = projects.getCurrentWorkspace();
            var container = importer.importFile(new File(file));
            container.getLoader().setAllowParallelEdge(true);
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            var report = container.getReport();
            importer.process(container, new DefaultProcessor(), workspace);
            var model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
            var problems = new StringBuilder();
            for (Iterator<Issue> issues = report.getIssues(1000); issues.hasNext();) {
                var issue = issues.next();
                if (issue.getLevel() != Issue.Level.INFO) problems.append(problems.length() > 0 ? "," : "").append(text(issue.getMessage()));
            }
            var nodes = new StringBuilder();
            for (Node node : model.getGraph().getNodes()) {
                nodes.append(nodes.length() > 0 ? "," : "").append("{\"id\":").append(text(node.getId()));
                attributes(nodes, node, model.getNodeTable());
                nodes.append("}");
            }
            var edges = new StringBuilder();
            for (Edge edge : model.getGraph().getEdges()) {
                edges.append(edges.length() > 0 ? "," : "").append("{\"id\":").append(text(edge.getId()));
                edges.append(",\"source\":").append(text(edge.getSource().getId())).append(",\"target\":").append(text(edge.getTarget().getId()));
                edges.append(",\"directed\":").append(edge.isDirected()).append(",\"kind\":").append(text(edge.getTypeLabel()));
                edges.append(",\"weight\":").append(edge.getWeight());
                attributes(edges, edge, model.getEdgeTable());
                edges.append("}");
            }
            out.println("READ {\"problems\":[" + problems + "],\"nodes\":[" + nodes + "],\"edges\":[" + edges + "]}");
        }
        System.exit(0);
    }

    /** The columns of the file, and the spell in milliseconds since 1970. */
    private static void attributes(StringBuilder json, Element element, Iterable<Column> table) {
        json.append(",\"label\":").append(text(element.getLabel()));
        for (Column column : table) {
            var value = element.getAttribute(column);
            if (value instanceof IntervalSet) {
                Interval[] spells = ((IntervalSet) value).toArray();
                json.append(",\"spells\":[");
                for (int at = 0; at < spells.length; at++) {
                    json.append(at > 0 ? "," : "").append("[").append(time(spells[at].getLow())).append(",").append(time(spells[at].getHigh())).append("]");
                }
                json.append("]");
            } else if (!column.isProperty() && value != null) {
                json.append(",").append(text(column.getTitle())).append(":");
                json.append(value instanceof Number || value instanceof Boolean ? value.toString() : text(value));
            }
        }
    }

    private static String time(double moment) {
        return Double.isInfinite(moment) ? "null" : String.valueOf((long) moment);
    }

    private static String text(Object value) {
        if (value == null) return "null";
        var json = new StringBuilder("\"");
        for (char character : value.toString().toCharArray()) {
            if (character == '"' || character == '\\' || character < 32) json.append(String.format("\\u%04x", (int) character));
            else json.append(character);
        }
        return json.append("\"").toString();
    }
}
