package io.quarkiverse.eventstream.test.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.PublishCancelledException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.PublishRolledBackException;
import io.quarkiverse.eventstream.runtime.thread.BusTime;
import io.quarkiverse.eventstream.spi.Outbox;
import io.quarkiverse.eventstream.spi.RecordSender;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StoreCallback;
import io.quarkiverse.eventstream.spi.StreamOutbox;

/**
 * An outbox in memory, for tests without a database. It has the same contract as that of a database, except that it ends with the
 * application. Thread-safe.
 */
public class MemoryOutbox implements Outbox {

    private static final SendCallback NONE = (written, error) -> {};

    private final BusTime time;
    private final Transactions transactions;

    /**
     * Creates an outbox that stores nothing yet.
     *
     * @param time decides which delayed events are due
     */
    public MemoryOutbox(BusTime time, Transactions transactions) {
        this.time = time;
        this.transactions = transactions;
    }

    @Override
    public StreamOutbox open(String stream, RecordSender sender) {
        return new OfStream(new MemoryLanes(sender));
    }

    private final class OfStream implements StreamOutbox {

        private final MemoryLanes lanes;
        private final List<DelayedEntry> delayed = new CopyOnWriteArrayList<>();

        OfStream(MemoryLanes lanes) {
            this.lanes = lanes;
        }

        @Override
        public boolean isInTransaction() {
            return transactions.state() != Transactions.State.NONE;
        }

        private boolean isRolledBack(SendCallback callback) {
            boolean rolledBack = transactions.state() == Transactions.State.ROLLED_BACK;
            if (rolledBack) {
                callback.completed(null,
                        new PublishRolledBackException("The transaction is marked for rollback, or was rolled back"));
            }
            return rolledBack;
        }

        @Override
        public void store(ProducerRecord<byte[], byte[]> record, StoreCallback callback) {
            if (isRolledBack(callback)) {
                return;
            }
            transactions.onEnd(committed -> {
                if (committed) {
                    callback.stored();
                    lanes.add(record, callback);
                } else {
                    rolledBack(callback);
                }
            });
        }

        private void rolledBack(SendCallback callback) {
            callback.completed(null, new PublishRolledBackException("The transaction was rolled back, and the event with it"));
        }

        @Override
        public void storeUntilDue(DelayedRecord record, StoreCallback callback) {
            if (isRolledBack(callback)) {
                return;
            }
            DelayedEntry entry = new DelayedEntry(record, callback);
            delayed.add(entry);
            if (isInTransaction()) {
                transactions.onEnd(committed -> ended(entry, committed));
            } else {
                ended(entry, true);
            }
        }

        private void ended(DelayedEntry entry, boolean committed) {
            if (!committed) {
                remove(entry);
                rolledBack(entry.callback());
            } else if (entry.store()) {
                entry.callback().stored();
                entry.callback().completed(new WrittenRecord(entry.record().record().topic(), -1, -1), null);
                awaitDue(entry);
            } else {
                remove(entry);
                entry.callback().completed(null,
                        new PublishCancelledException("The event was cancelled in the transaction that has published it"));
            }
        }

        private void awaitDue(DelayedEntry entry) {
            if (entry.record().due().isAfter(time.now())) {
                time.scheduleAt(() -> sendIf(entry.becomeDue(), entry), entry.record().due());
            } else {
                sendIf(entry.becomeDue(), entry);
            }
        }

        private void remove(DelayedEntry entry) {
            entry.end();
            delayed.remove(entry);
        }

        private void sendIf(boolean due, DelayedEntry entry) {
            if (due) {
                delayed.remove(entry);
                lanes.add(entry.record().record(), NONE);
            }
        }

        @Override
        public boolean cancel(String eventId) {
            List<DelayedEntry> cancelled = delayed.stream()
                    .filter(entry -> entry.record().eventId().equals(eventId) && entry.cancel()).toList();
            if (transactions.state() == Transactions.State.ACTIVE) {
                transactions.onEnd(committed -> cancelled.forEach(entry -> endCancelling(entry, committed)));
            } else {
                cancelled.forEach(this::remove);
            }
            return !cancelled.isEmpty();
        }

        private void endCancelling(DelayedEntry entry, boolean committed) {
            if (committed) {
                remove(entry);
            } else {
                sendIf(entry.restore(), entry);
            }
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public void close(Duration timeout) {
            delayed.forEach(this::remove);
            lanes.close();
        }
    }
}
