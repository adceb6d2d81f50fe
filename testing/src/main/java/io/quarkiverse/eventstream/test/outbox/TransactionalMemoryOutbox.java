package io.quarkiverse.eventstream.test.outbox;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/** The outbox of an application that is tested without a database. The extension of the outbox makes it a bean then. */
public final class TransactionalMemoryOutbox extends MemoryOutbox {

    /** Joins the transactions of the application. */
    @Inject
    public TransactionalMemoryOutbox(BusThreads threads, TransactionSynchronizationRegistry transactions) {
        super(threads.time(), new JtaTransactions(transactions));
    }
}
