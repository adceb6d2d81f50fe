package io.quarkiverse.eventstream.benchmarks.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import org.postgresql.Driver;

/** Creates the tables of the outbox, as an administrator does: in production, the extension only checks them. */
final class Tables {

    private static final String FOUND = "SELECT 1 FROM pg_tables WHERE tablename = 'eventstream_outbox'";

    private Tables() {}

    /** Runs a script of the class path, unless the tables exist. */
    static void create(String url, String script) throws SQLException, IOException {
        try (Connection connection = new Driver().connect(url, new Properties());
                Statement statement = connection.createStatement();
                InputStream sql = Thread.currentThread().getContextClassLoader().getResourceAsStream(script)) {
            if (!statement.executeQuery(FOUND).next()) {
                statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
