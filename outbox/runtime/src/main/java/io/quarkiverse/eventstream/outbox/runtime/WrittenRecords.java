package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The records that Kafka has acknowledged, until they are deleted: together, since a statement costs more than a row. Confined to the thread of the relay. */
final class WrittenRecords {

    /** How long a record may wait for others. */
    private static final long PATIENCE = Duration.ofMillis(20).toNanos();
    private static final int BATCH = 500;

    private final List<StoredRecord> records = new ArrayList<>();
    private long since;

    void add(StoredRecord record) {
        if (records.isEmpty()) {
            since = System.nanoTime();
        }
        records.add(record);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean isDue() {
        return !isEmpty() && (records.size() >= BATCH || nanosToWait() <= 0);
    }

    long nanosToWait() {
        return since + PATIENCE - System.nanoTime();
    }

    boolean isAnyOf(int shard) {
        return records.stream().anyMatch(record -> StoredRecord.shard(record.keyHash()) == shard);
    }

    /** Deletes their rows. Returns their ids. */
    List<Long> delete(Connection connection, OutboxTable table) throws SQLException {
        List<Long> ids = records.stream().map(StoredRecord::id).toList();
        table.delete(connection, ids);
        records.clear();
        return ids;
    }
}
