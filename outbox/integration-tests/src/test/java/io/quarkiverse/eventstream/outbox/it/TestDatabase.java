package io.quarkiverse.eventstream.outbox.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.h2.tools.Server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A server of the database that the application was built for, with the tables of the outbox, which a packaged application expects. That of
 * H2 is in the JVM of the test.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private static final String KIND = System.getProperty("test.database");

    private AutoCloseable server;

    @Override
    public Map<String, String> start() {
        try {
            return switch (KIND) {
                case "h2" -> startH2();
                case "postgresql" -> startPostgres();
                default -> throw new IllegalStateException("There are no tests with " + KIND);
            };
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The database does not start", e);
        }
    }

    private Map<String, String> startH2() throws IOException, SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Server h2 = Server.createTcpServer("-tcpPort", "0").start();
        server = h2::stop;
        String database = "mem:shop;DB_CLOSE_DELAY=-1";
        createTables("jdbc:h2:" + database, "sa");
        return properties("jdbc:h2:tcp://127.0.0.1:" + h2.getPort() + "/" + database, "sa");
    }

    private Map<String, String> startPostgres() throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        server = postgres;
        String url = postgres.getJdbcUrl("postgres", "postgres");
        createTables(url, "postgres");
        return properties(url, "postgres");
    }

    private static Map<String, String> properties(String url, String user) {
        return Map.of("quarkus.datasource.jdbc.url", url, "quarkus.datasource.username", user);
    }

    private static void createTables(String url, String user) throws IOException, SQLException {
        String script = "META-INF/eventstream/outbox/" + KIND + "/R__eventstream_outbox_1.sql";
        try (InputStream sql = Thread.currentThread().getContextClassLoader().getResourceAsStream(script);
                Connection connection = DriverManager.getConnection(url, user, "")) {
            connection.createStatement().execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("The database does not stop", e);
        }
    }
}
