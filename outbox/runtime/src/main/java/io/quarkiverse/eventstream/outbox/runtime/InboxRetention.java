package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Deletes the records of completed events that are older than the retention, in batches. Confined to the thread of the relay. */
final class InboxRetention {

    private static final long INTERVAL = Duration.ofMinutes(10).toNanos();
    private static final int BATCH = 1_000;

    private final Duration retention;
    private final Database database;
    private long next = System.nanoTime();

    InboxRetention(Duration retention, Database database) {
        this.retention = retention;
        this.database = database;
    }

    /** Deletes a batch if it is time to; the next one soon if there are more. */
    void deleteIfDue(Connection connection) throws SQLException {
        if (System.nanoTime() - next < 0) {
            return;
        }
        int found = 0;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT listener, event_key FROM eventstream_inbox WHERE completed < ? ORDER BY completed"
                        + database.limit(BATCH));
                PreparedStatement delete = connection
                        .prepareStatement("DELETE FROM eventstream_inbox WHERE listener = ? AND event_key = ?")) {
            select.setLong(1, System.currentTimeMillis() - retention.toMillis());
            try (ResultSet rows = select.executeQuery()) {
                for (; rows.next(); found++) {
                    delete.setString(1, rows.getString(1));
                    delete.setString(2, rows.getString(2));
                    delete.addBatch();
                }
            }
            if (found > 0) {
                delete.executeBatch();
            }
        }
        next = System.nanoTime() + (found < BATCH ? INTERVAL : 0);
    }
}
