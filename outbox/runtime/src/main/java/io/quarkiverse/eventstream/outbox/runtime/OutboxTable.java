package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.outbox.runtime.OutboxStatistics.Backlog;

/** The table of stored records. Each method sends one statement, or one batch, through the connection. Thread-safe. */
final class OutboxTable {

    /** The version of the tables, which the scripts have in their names. */
    static final int VERSION = 1;
    static final String NAME = "eventstream_outbox";

    private static final String INSERT = "INSERT INTO " + NAME + " (" + RecordColumns.NAMES + ", stored_at) VALUES ("
            + Sql.places(RecordColumns.COUNT + 1) + ")";
    private static final String SELECT = "SELECT id, key_hash, stream, topic, record_key, record_value, headers FROM " + NAME
            + " WHERE ";
    private static final String[] ID = {"id"};

    private final Database database;

    OutboxTable(Database database) {
        this.database = database;
    }

    /** Inserts records, and returns their ids in the same order. */
    List<Long> insert(Connection connection, String stream, List<ProducerRecord<byte[], byte[]>> records) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT, ID)) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                RecordColumns.set(insert, stream, record);
                insert.setLong(RecordColumns.COUNT + 1, System.currentTimeMillis());
                if (database.hasKeysOfBatches()) {
                    insert.addBatch();
                } else {
                    insert.executeUpdate();
                    ids.addAll(ids(insert.getGeneratedKeys()));
                }
            }
            if (database.hasKeysOfBatches()) {
                insert.executeBatch();
                ids.addAll(ids(insert.getGeneratedKeys()));
            }
        }
        if (ids.size() != records.size()) {
            throw new SQLException(
                    "The database has returned " + ids.size() + " ids for " + records.size() + " rows of " + NAME);
        }
        return ids;
    }

    private static List<Long> ids(ResultSet rows) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /** A record that is not read yet, with its size in bytes. */
    record Head(long id, int size) {

        static List<Long> ids(List<Head> heads) {
            return heads.stream().map(Head::id).toList();
        }
    }

    /**
     * The records that a relay looks for.
     *
     * @param exceptTopics the topics whose records it does not look for
     * @param exceptHashes the keys whose records it does not look for
     */
    record Wanted(Set<Integer> shards, List<String> streams, Set<String> exceptTopics, Set<Long> exceptHashes) {

        boolean leavesOut() {
            return !exceptTopics.isEmpty() || !exceptHashes.isEmpty();
        }

        String condition() {
            return condition(exceptTopics.size())
                    + (exceptHashes.isEmpty() ? "" : " AND key_hash NOT IN (" + Sql.list(exceptHashes) + ")");
        }

        private String condition(int topics) {
            return "shard IN (" + Sql.list(shards) + ") AND stream IN (" + Sql.places(streams.size()) + ")"
                    + (topics == 0 ? "" : " AND topic NOT IN (" + Sql.places(topics) + ")");
        }

        List<String> parameters() {
            return Stream.concat(streams.stream(), exceptTopics.stream()).toList();
        }
    }

    /**
     * The first records, in order. The least id is asked for apart, because PostgreSQL finds that in the index, where it also marks the
     * entries of deleted rows. Without it, it may read all rows that were deleted since the last vacuum: 70,000 of them took 156 ms.
     */
    List<Head> first(Connection connection, Wanted wanted, int limit) throws SQLException {
        return heads(connection, "id >= (SELECT MIN(id) FROM " + NAME + ") AND " + wanted.condition(), wanted.parameters(),
                limit);
    }

    /** The records of a key, in order. */
    List<Head> ofHash(Connection connection, Wanted wanted, long hash, int limit) throws SQLException {
        return heads(connection, wanted.condition(0) + " AND key_hash = " + hash, wanted.streams(), limit);
    }

    private List<Head> heads(Connection connection, String condition, List<String> parameters, int limit) throws SQLException {
        List<Head> heads = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, "SELECT id, record_size FROM " + NAME + " WHERE " + condition
                + " ORDER BY id" + database.limit(limit), parameters); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                heads.add(new Head(rows.getLong(1), rows.getInt(2)));
            }
        }
        return heads;
    }

    /** The records with some ids, in order. */
    List<StoredRecord> withIds(Connection connection, List<Long> ids) throws SQLException {
        List<StoredRecord> records = new ArrayList<>();
        for (List<Long> chunk : Sql.chunks(ids)) {
            try (PreparedStatement select = connection
                    .prepareStatement(SELECT + "id IN (" + Sql.list(chunk) + ") ORDER BY id");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.add(new StoredRecord(rows.getLong(1), rows.getLong(2), rows.getString(3),
                            new ProducerRecord<>(rows.getString(4), null, rows.getBytes(5), rows.getBytes(6),
                                    HeaderBytes.decode(rows.getBytes(7)))));
                }
            }
        }
        return records;
    }

    static PreparedStatement prepare(Connection connection, String sql, Collection<String> parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int place = 1;
        for (String parameter : parameters) {
            statement.setString(place++, parameter);
        }
        return statement;
    }

    /** @param delayed the number of records that are not due yet */
    Backlog backlog(Connection connection, long delayed) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*), MIN(stored_at) FROM " + NAME);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2), delayed);
        }
    }

    /** The streams that records are stored for. */
    Set<String> streams(Connection connection) throws SQLException {
        Set<String> streams = new TreeSet<>();
        try (PreparedStatement select = connection
                .prepareStatement("SELECT stream FROM " + NAME + " UNION SELECT stream FROM " + DelayedTable.NAME);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                streams.add(rows.getString(1));
            }
        }
        return streams;
    }

    /** Those of some ids that are stored. */
    Set<Long> existing(Connection connection, List<Long> ids) throws SQLException {
        Set<Long> existing = new HashSet<>();
        for (List<Long> chunk : Sql.chunks(ids)) {
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT id FROM " + NAME + " WHERE id IN (" + Sql.list(chunk) + ")")) {
                existing.addAll(ids(select.executeQuery()));
            }
        }
        return existing;
    }

    void delete(Connection connection, List<Long> ids) throws SQLException {
        for (List<Long> chunk : Sql.chunks(ids)) {
            try (PreparedStatement delete = connection
                    .prepareStatement("DELETE FROM " + NAME + " WHERE id IN (" + Sql.list(chunk) + ")")) {
                delete.executeUpdate();
            }
        }
    }
}
