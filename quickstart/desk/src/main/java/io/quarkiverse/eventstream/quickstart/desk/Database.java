package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The database of billing, new for each run: a file of H2, or a schema of an existing PostgreSQL, which is removed in the end. */
final class Database implements AutoCloseable {

    private static final String FILE = "target/billing";

    private final String server;
    private final String schema;
    private final String url;

    private Database(String server, String schema, String url) {
        this.server = server;
        this.schema = schema;
        this.url = url;
    }

    static Database create(Settings settings) throws IOException {
        Optional<String> server = settings.database();
        return server.isPresent() ? inSchema(server.get(), settings.prefix().replace('-', '_')) : inFile(settings.home());
    }

    private static Database inFile(Path home) throws IOException {
        Path file = home.resolve(FILE);
        for (String suffix : List.of(".mv.db", ".trace.db")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
        return new Database(null, null, "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE");
    }

    private static Database inSchema(String server, String schema) {
        try {
            execute(server, "CREATE SCHEMA " + schema);
            return new Database(server, schema, server + (server.contains("?") ? "&" : "?") + "currentSchema=" + schema);
        } catch (SQLException e) {
            throw new QuickstartException("The database of --database did not create the schema " + schema + ": "
                    + e.getMessage() + "\nIs it a PostgreSQL, running, and is the user in the address, as in"
                    + " jdbc:postgresql://localhost/shop?user=me&password=secret? Without --database, the quickstart uses H2");
        }
    }

    /** The address for billing. */
    String url() {
        return url;
    }

    /** Counts the rows of a table. With H2, billing must have ended. */
    int count(String table) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new QuickstartException("The table " + table + " of billing can't be read: " + e.getMessage());
        }
    }

    private static void execute(String server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Removes the schema; billing must have ended. */
    @Override
    public void close() {
        if (schema != null) {
            try {
                execute(server, "DROP SCHEMA " + schema + " CASCADE");
            } catch (SQLException e) {
                // It may remain: no other run uses its name.
            }
        }
    }
}
