import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.SettingImpl;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A whole Neo4j Community server for the tests: `java -cp … RunNeo4j HOME PORT [PASSWORD]`.
 * PORT 0 selects a free port; with a PASSWORD the user neo4j must log in; -Dpagecache=MEBIBYTES, default 64. Prints `READY port`.
 * A line `SETTING=VALUE` on its standard input changes a dynamic setting, as an administrator would; prints `SET setting`.
 * Ends when its standard input closes, so it never outlives the process that started it, and deletes HOME.
 */
@SuppressWarnings("unchecked")
public class RunNeo4j {
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        var password = arguments.length > 2 ? arguments[2] : null;
        var server = new DatabaseManagementServiceBuilder(home)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(BoltConnector.advertised_address, address)
            .setConfig(GraphDatabaseSettings.auth_enabled, password != null)
            .setConfig(GraphDatabaseSettings.pagecache_memory, Long.getLong("pagecache", 64) * 1024 * 1024)
            .build();
        var system = (GraphDatabaseAPI) server.database("system");
        if (password != null) {
            system.executeTransactionally("ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
        }
        var ports = system.getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        System.out.println("READY " + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        var config = system.getDependencyResolver().resolveDependency(Config.class);
        var orders = new BufferedReader(new InputStreamReader(System.in));
        for (var order = orders.readLine(); order != null; order = orders.readLine()) set(config, order.split("=", 2));
        delete(home);
        // An orderly shutdown takes ten seconds and saves data that is not needed.
        Runtime.getRuntime().halt(0);
    }

    private static void set(Config config, String[] order) {
        var setting = (SettingImpl<Object>) config.getSetting(order[0]);
        config.setDynamic(setting, setting.parse(order[1]), "tests");
        System.out.println("SET " + order[0]);
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
