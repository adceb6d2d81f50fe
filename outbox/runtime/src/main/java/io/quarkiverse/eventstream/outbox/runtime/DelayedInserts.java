package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishOverloadException;
import io.quarkiverse.eventstream.spi.StoreCallback;

/**
 * Stores delayed records that were published without a transaction, so that their publishers need not wait: in batches, through one
 * connection, on a thread of its own while there are any. Thread-safe.
 */
final class DelayedInserts {

    private static final int BATCH = 500;

    private final Store store;
    private final Executor threads;
    private final Room room = new Room();

    // Guarded by this.
    private final Queue<Insert> waiting = new ArrayDeque<>();
    private boolean running;

    private record Insert(DelayedTable.Row row, StoreCallback callback) {

        int size() {
            return StoredRecord.size(row.delayed().record());
        }
    }

    /** @param threads runs tasks that block */
    DelayedInserts(Store store, Executor threads) {
        this.store = store;
        this.threads = threads;
    }

    void add(DelayedTable.Row row, StoreCallback callback) {
        if (!offer(new Insert(row, callback))) {
            callback.completed(null, new PublishOverloadException(
                    "The event is not stored: too many delayed events wait for the database already"));
        }
    }

    private synchronized boolean offer(Insert insert) {
        room.add(insert.size());
        if (room.isExceeded()) {
            room.remove(insert.size());
            return false;
        }
        waiting.add(insert);
        if (!running) {
            running = true;
            threads.execute(this::run);
        }
        return true;
    }

    private void run() {
        for (List<Insert> batch = next(); !batch.isEmpty(); batch = next()) {
            store(batch);
            batch.forEach(insert -> room.remove(insert.size()));
        }
    }

    private synchronized List<Insert> next() {
        List<Insert> batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        running = !batch.isEmpty();
        return batch;
    }

    private void store(List<Insert> batch) {
        try {
            insert(batch);
        } catch (SQLException | RuntimeException | Error e) {
            fail(batch, e);
            return;
        }
        batch.forEach(insert -> store.storedDelayed(insert.row(), insert.callback()));
    }

    private void insert(List<Insert> batch) throws SQLException {
        try (Connection connection = store.dataSource().getConnection()) {
            OwnTransaction.run(connection, () -> {
                store.delayed().insert(connection, batch.stream().map(Insert::row).toList());
                return true;
            });
        }
    }

    /** One that the database refuses must not fail the others. */
    private void fail(List<Insert> batch, Throwable error) {
        if (batch.size() > 1) {
            batch.forEach(insert -> store(List.of(insert)));
            return;
        }
        batch.get(0).callback().completed(null,
                new EventStreamException("The delayed event can't be stored in the outbox: " + error.getMessage(), error));
    }
}
