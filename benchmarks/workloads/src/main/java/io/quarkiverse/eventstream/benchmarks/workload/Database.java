package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.postgresql.Driver;

/** The observer's view of the PostgreSQL server, through a connection that no contestant uses. Not thread-safe. */
final class Database implements AutoCloseable {

    private final Connection connection;

    /**
     * Connects.
     *
     * @param url the JDBC URL, with the user
     */
    Database(String url) throws SQLException {
        connection = new Driver().connect(url, new Properties());
        try (Statement statement = connection.createStatement()) {
            // What the observer does is not to be counted.
            statement.execute("SET log_statement = 'none'");
        }
    }

    Connection connection() {
        return connection;
    }

    /**
     * The processor time of the server's processes.
     *
     * @param nanos by the id of the process
     */
    record Cpu(Map<Long, Double> nanos) {

        /** What those that exist now have used since; NaN if the system does not tell. */
        double nanosSince(Cpu before) {
            return nanos.isEmpty()
                    ? Double.NaN
                    : nanos.entrySet().stream()
                            .mapToDouble(now -> now.getValue() - before.nanos().getOrDefault(now.getKey(), 0.0))
                            .sum();
        }
    }

    /** What all processes that work for a connection, or for the server, have used up to now. */
    Cpu cpu() throws SQLException, IOException {
        Map<Long, Double> nanos = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet processes = statement
                        .executeQuery("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")) {
            while (processes.next()) {
                Path statistics = Path.of("/proc", processes.getString(1), "schedstat");
                if (Files.isReadable(statistics)) {
                    nanos.put(processes.getLong(1), Double.parseDouble(Files.readString(statistics).split(" ")[0]));
                }
            }
        }
        return new Cpu(nanos);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
