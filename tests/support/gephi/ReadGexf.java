import java.io.File;
import java.util.TreeMap;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Reads GEXF files as Gephi does, and prints of each: `file nodes edges directed undirected problems`, then the kinds of edges. */
public class ReadGexf {
    public static void main(String[] files) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        var importer = Lookup.getDefault().lookup(ImportController.class);
        for (var file : files) {
            projects.newProject();
            var workspace = projects.getCurrentWorkspace();
            var container = importer.importFile(new File(file));
            container.getLoader().setAllowParallelEdge(true);
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            var report = container.getReport();
            importer.process(container, new DefaultProcessor(), workspace);
            var graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace).getGraph();
            var problems = 0;
            for (var issues = report.getIssues(1000); issues.hasNext();) {
                if (issues.next().getLevel() != Issue.Level.INFO) problems++;
            }
            var directed = 0;
            var kinds = new TreeMap<String, Integer>();
            for (Edge edge : graph.getEdges()) {
                if (edge.isDirected()) directed++;
                kinds.merge(String.valueOf(edge.getTypeLabel()), 1, Integer::sum);
            }
            var edges = graph.getEdgeCount();
            System.out.println("READ " + graph.getNodeCount() + " " + edges + " " + directed + " " + (edges - directed) + " " + problems + " " + kinds);
        }
        System.exit(0);
    }
}
