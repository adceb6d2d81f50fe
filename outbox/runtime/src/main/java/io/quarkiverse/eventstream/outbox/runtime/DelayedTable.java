package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;
import io.quarkiverse.eventstream.spi.StreamOutbox.DelayedRecord;

/** The table of records that are not due yet. Thread-safe. */
final class DelayedTable {

    static final String NAME = OutboxTable.NAME + "_delayed";
    /** For the time of no record. */
    static final long NEVER = Long.MAX_VALUE;

    private static final String INSERT = "INSERT INTO " + NAME + " (" + RecordColumns.NAMES + ", due, event_id) VALUES ("
            + Sql.places(RecordColumns.COUNT + 2) + ")";

    private final Database database;

    DelayedTable(Database database) {
        this.database = database;
    }

    /** A record of a stream, with its time in milliseconds since the epoch. */
    record Row(String stream, DelayedRecord delayed) {

        /** Rounded up, so that no record is early. */
        long due() {
            long millis = delayed.due().toEpochMilli();
            return delayed.due().getNano() % 1_000_000 == 0 ? millis : millis + 1;
        }
    }

    void insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Row row : rows) {
                RecordColumns.set(insert, row.stream(), row.delayed().record());
                insert.setLong(RecordColumns.COUNT + 1, row.due());
                insert.setString(RecordColumns.COUNT + 2, row.delayed().eventId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The time of the record that is due first; {@link #NEVER} if there is none. */
    long firstDue(Connection connection, Wanted wanted) throws SQLException {
        try (PreparedStatement select = OutboxTable.prepare(connection,
                "SELECT MIN(due) FROM " + NAME + " WHERE " + wanted.condition(), wanted.parameters());
                ResultSet row = select.executeQuery()) {
            row.next();
            long due = row.getLong(1);
            return row.wasNull() ? NEVER : due;
        }
    }

    /** The ids of records that are due at a time, in the order of their times. */
    List<Long> due(Connection connection, Wanted wanted, long now, int limit) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = OutboxTable.prepare(connection,
                "SELECT id FROM " + NAME + " WHERE due <= " + now + " AND "
                        + wanted.condition() + " ORDER BY due, id" + database.limit(limit),
                wanted.parameters());
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /**
     * Moves records to the table of those that are sent, in the order of their times, in one transaction. Each gets a new id there, as if it
     * had been published now.
     *
     * @return false if some of them do not exist any more, because another instance has moved them or they were cancelled; then none is moved
     */
    boolean move(Connection connection, List<Long> ids, long now) throws SQLException {
        String condition = " WHERE id IN (" + Sql.list(ids) + ")";
        return OwnTransaction.run(connection, () -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + OutboxTable.NAME + " (" + RecordColumns.NAMES + ", stored_at) SELECT "
                            + RecordColumns.NAMES + ", " + now + " FROM " + NAME + condition + " ORDER BY due, id");
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM " + NAME + condition)) {
                insert.executeUpdate();
                return delete.executeUpdate() == ids.size();
            }
        });
    }

    /** Deletes the records of an event. Returns whether there were any. */
    boolean delete(Connection connection, String stream, String eventId) throws SQLException {
        try (PreparedStatement delete = connection
                .prepareStatement("DELETE FROM " + NAME + " WHERE event_id = ? AND stream = ?")) {
            delete.setString(1, eventId);
            delete.setString(2, stream);
            return delete.executeUpdate() > 0;
        }
    }

    long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM " + NAME);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
