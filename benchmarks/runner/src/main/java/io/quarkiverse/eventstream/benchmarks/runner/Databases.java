package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server, started when it is needed first, with an empty database for each run. A commit does not wait for the disk, whose
 * speed would hide the work that the contestants cause.
 */
final class Databases implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(1);

    private EmbeddedPostgres server;
    private int created;

    /** A database of one run. */
    final class Database implements AutoCloseable {

        private final String name;

        private Database(String name) {
            this.name = name;
        }

        /** The JDBC URL, with the user. */
        String url() {
            return server.getJdbcUrl("postgres", name);
        }

        @Override
        public void close() throws SQLException {
            execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    Database create() throws IOException, SQLException {
        if (server == null) {
            server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "off")
                    .setServerConfig("shared_buffers", "256MB").setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("logging_collector", "on").setServerConfig("log_rotation_size", "0")
                    .setPGStartupWait(STARTED_WITHIN).start();
        }
        Database database = new Database("run_" + ++created);
        execute("CREATE DATABASE " + database.name);
        return database;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
