package io.quarkiverse.eventstream.outbox.runtime;

import javax.sql.DataSource;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.StoreCallback;

/** The tables of the outbox, and the relay that has to hear of their new records. */
record Store(DataSource dataSource, OutboxTable table, DelayedTable delayed, PendingCallbacks callbacks, Relay relay,
        OutboxStatistics statistics) {

    /** A delayed record was committed. */
    void storedDelayed(DelayedTable.Row row, StoreCallback callback) {
        statistics.stored.increment();
        relay.committedUntil(row.due());
        callback.completed(new WrittenRecord(row.delayed().record().topic(), -1, -1), null);
    }

    /** Other records were committed. */
    void committed(int count) {
        statistics.stored.add(count);
        if (count > 0) {
            relay.committed();
        }
    }
}
