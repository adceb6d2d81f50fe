package io.quarkiverse.eventstream.test.outbox;

import java.util.HashSet;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkiverse.eventstream.outbox.runtime.CompletedEvents;

/**
 * The completed events of an application that is tested without a database. The extension of the outbox makes it a bean then. Thread-safe.
 */
public final class MemoryCompletedEvents implements CompletedEvents {

    private final Transactions transactions;

    // Guarded by this.
    private final Set<Entry> recorded = new HashSet<>();
    private final Set<Entry> inTransaction = new HashSet<>();

    private record Entry(String listenerId, String key) {}

    /** Has no records yet. */
    @Inject
    public MemoryCompletedEvents(TransactionSynchronizationRegistry transactions) {
        this.transactions = new JtaTransactions(transactions);
    }

    @Override
    public void record(String listenerId, String key) throws AlreadyRecordedException, InterruptedException {
        Entry entry = new Entry(listenerId, key);
        begin(entry);
        transactions.onEnd(committed -> end(entry, committed));
    }

    private synchronized void begin(Entry entry) throws AlreadyRecordedException, InterruptedException {
        while (inTransaction.contains(entry)) {
            wait();
        }
        if (recorded.contains(entry)) {
            throw new AlreadyRecordedException(null);
        }
        inTransaction.add(entry);
    }

    private synchronized void end(Entry entry, boolean committed) {
        inTransaction.remove(entry);
        if (committed) {
            recorded.add(entry);
        }
        notifyAll();
    }

    @Override
    public synchronized boolean isRecorded(String listenerId, String key) {
        return recorded.contains(new Entry(listenerId, key));
    }
}
