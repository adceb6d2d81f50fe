package io.quarkiverse.eventstream.outbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server that keeps its data and its port over restarts. */
final class Database implements AutoCloseable {

    private static final String USER = "postgres";

    private final Path data;
    private EmbeddedPostgres server;

    Database() throws IOException {
        data = Files.createTempDirectory("outbox-faults-");
        server = builder().start();
    }

    /** A commit must outlive a crash of the server, which is not the default of these servers. */
    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on");
    }

    void create(String name) throws SQLException {
        execute(USER, "CREATE DATABASE " + name);
    }

    String url(String name) {
        return server.getJdbcUrl(USER, name);
    }

    /** Ends all connections, and stops in an orderly way. */
    void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = builder().setPort(port).start();
    }

    /** Ends without writing anything, and recovers. */
    void crash() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        Signals.send("QUIT", pid);
        ProcessHandle.of(pid).ifPresent(postmaster -> postmaster.onExit().join());
        restart();
    }

    void execute(String name, String... statements) throws SQLException {
        try (Connection connection = server.getDatabase(USER, name).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of each row. */
    List<String> query(String name, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = server.getDatabase(USER, name).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
