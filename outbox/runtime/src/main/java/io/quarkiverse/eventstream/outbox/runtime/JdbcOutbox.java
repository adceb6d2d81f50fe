package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishRolledBackException;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Outbox;
import io.quarkiverse.eventstream.spi.RecordSender;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StoreCallback;
import io.quarkiverse.eventstream.spi.StreamOutbox;
import io.quarkus.runtime.StartupEvent;

/** The outbox in the tables of the service's own database. */
@Singleton
public class JdbcOutbox implements Outbox {

    private final OutboxDataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final PendingCallbacks callbacks = new PendingCallbacks();
    private final Relay relay;
    private final OutboxStatistics statistics;
    private final BusThreads threads;
    private volatile Store store;
    private volatile DelayedInserts inserts;

    @Inject
    JdbcOutbox(OutboxDataSource database, TransactionSynchronizationRegistry transactions, InboxConfig config,
            OutboxStatistics statistics, BusThreads threads) {
        this.statistics = statistics;
        this.database = database;
        this.transactions = transactions;
        this.threads = threads;
        this.relay = new Relay(database.dataSource(), callbacks, config.onceRetention(), statistics, threads.time());
    }

    /** Before the streams are opened, so that a missing table fails the start with its own message. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        Database kind = database.prepare();
        store = new Store(database.dataSource(), new OutboxTable(kind), new DelayedTable(kind), callbacks, relay, statistics);
        inserts = new DelayedInserts(store, threads.own());
        relay.start();
    }

    @Override
    public StreamOutbox open(String stream, RecordSender sender) {
        relay.add(stream, sender);
        return new OfStream(stream);
    }

    /** If no stream was opened, none has closed it. */
    @PreDestroy
    void end() {
        relay.stop(Duration.ZERO);
    }

    private TransactionRecords recordsOfTransaction() {
        TransactionRecords known = (TransactionRecords) transactions.getResource(this);
        if (known != null) {
            return known;
        }
        TransactionRecords records = new TransactionRecords(store);
        transactions.registerInterposedSynchronization(records);
        transactions.putResource(this, records);
        return records;
    }

    private final class OfStream implements StreamOutbox {

        private final String stream;

        OfStream(String stream) {
            this.stream = stream;
        }

        /** Also one that was rolled back, for example because it took too long, while its method continues. */
        @Override
        public boolean isInTransaction() {
            int status = transactions.getTransactionStatus();
            return status == Status.STATUS_ACTIVE || isRolledBack(status);
        }

        private static boolean isRolledBack(int status) {
            return status == Status.STATUS_MARKED_ROLLBACK || status == Status.STATUS_ROLLING_BACK
                    || status == Status.STATUS_ROLLEDBACK;
        }

        @Override
        public void store(ProducerRecord<byte[], byte[]> record, StoreCallback callback) {
            join(records -> records.add(stream, record, callback), callback);
        }

        @Override
        public void storeUntilDue(DelayedRecord record, StoreCallback callback) {
            if (isInTransaction()) {
                join(records -> records.addDelayed(stream, record, callback), callback);
            } else {
                inserts.add(new DelayedTable.Row(stream, record), callback);
            }
        }

        private void join(Consumer<TransactionRecords> addition, SendCallback callback) {
            if (isRolledBack(transactions.getTransactionStatus())) {
                callback.completed(null,
                        new PublishRolledBackException("The transaction is marked for rollback, or was rolled back"));
                return;
            }
            try {
                addition.accept(recordsOfTransaction());
            } catch (RuntimeException | Error e) {
                // Otherwise it would commit without the event.
                transactions.setRollbackOnly();
                throw e;
            }
        }

        @Override
        public boolean cancel(String eventId) {
            boolean ofThis = transactions.getTransactionStatus() == Status.STATUS_ACTIVE
                    && recordsOfTransaction().cancel(stream, eventId);
            try (Connection connection = store.dataSource().getConnection()) {
                return store.delayed().delete(connection, stream, eventId) | ofThis;
            } catch (SQLException e) {
                throw new EventStreamException("The event can't be cancelled in the outbox: " + e.getMessage(), e);
            }
        }

        @Override
        public Instant now() {
            return threads.time().now();
        }

        /** All streams stop at about the same time: each waits for the records of all. */
        @Override
        public void close(Duration timeout) {
            relay.stop(timeout);
        }
    }
}
