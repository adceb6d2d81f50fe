package io.quarkiverse.eventstream.outbox.runtime;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database in memory, with the tables of the outbox. */
final class TestDatabase implements AutoCloseable {

    static final String STREAM = "<default>";

    private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
            "sa", "");
    private final OutboxTable table = new OutboxTable(Database.H2);

    TestDatabase() throws Exception {
        pool.setMaxConnections(20);
        try (Connection connection = pool.getConnection();
                var script = TestDatabase.class.getClassLoader().getResourceAsStream(Database.H2.script())) {
            for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    connection.createStatement().execute(sql);
                }
            }
        }
    }

    DataSource dataSource() {
        return pool;
    }

    Connection connect() throws SQLException {
        return pool.getConnection();
    }

    static ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>("orders", key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }

    /** Stores a record in a transaction of its own. */
    long store(String key, String value) throws SQLException {
        try (Connection connection = connect()) {
            return table.insert(connection, STREAM, List.of(record(key, value))).get(0);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        }
    }

    int stored() throws SQLException {
        return count("eventstream_outbox");
    }

    /** @param rows a table, and a condition if not all of its rows count */
    int count(String rows) throws SQLException {
        try (Connection connection = connect();
                var counted = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + rows)) {
            counted.next();
            return counted.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute("SHUTDOWN");
        }
        pool.dispose();
    }
}
