package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishCancelledException;
import io.quarkiverse.eventstream.PublishRolledBackException;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StoreCallback;
import io.quarkiverse.eventstream.spi.StreamOutbox.DelayedRecord;

/**
 * The records of one transaction. They are inserted in one batch before it commits, so that they are visible to others for as short a time
 * as possible without being committed; in the end their callbacks are left to the relay, or told of the rollback. Thread-safe: a
 * transaction that takes too long is rolled back by another thread.
 */
final class TransactionRecords implements Synchronization {

    private final Store store;
    /** By stream. */
    private final Map<String, List<Publication>> publications = new LinkedHashMap<>();
    private final List<Long> ids = new ArrayList<>();
    private final List<DelayedPublication> delayed = new ArrayList<>();
    private final List<DelayedPublication> storedDelayed = new ArrayList<>();
    private boolean inserted;
    private EventStreamException failure;

    private record Publication(ProducerRecord<byte[], byte[]> record, StoreCallback callback) {}

    private record DelayedPublication(DelayedTable.Row row, StoreCallback callback) {}

    TransactionRecords(Store store) {
        this.store = store;
    }

    void add(String stream, ProducerRecord<byte[], byte[]> record, StoreCallback callback) {
        addOrFail(
                () -> publications.computeIfAbsent(stream, absent -> new ArrayList<>()).add(new Publication(record, callback)),
                callback);
    }

    void addDelayed(String stream, DelayedRecord record, StoreCallback callback) {
        addOrFail(() -> delayed.add(new DelayedPublication(new DelayedTable.Row(stream, record), callback)), callback);
    }

    private void addOrFail(Runnable adding, SendCallback callback) {
        EventStreamException ended = tryAdd(adding);
        if (ended != null) {
            callback.completed(null, ended);
        }
    }

    /** Returns null, or why the transaction takes nothing more. */
    private synchronized EventStreamException tryAdd(Runnable adding) {
        if (failure != null) {
            return failure;
        }
        adding.run();
        if (inserted) {
            // Published while the transaction ends, by another synchronization.
            insert();
        }
        return null;
    }

    /** Leaves out an event that the transaction itself has published, and that is not inserted yet. Returns whether there was one. */
    boolean cancel(String stream, String eventId) {
        List<DelayedPublication> cancelled;
        synchronized (this) {
            cancelled = delayed.stream().filter(publication -> publication.row().stream().equals(stream)
                    && publication.row().delayed().eventId().equals(eventId)).toList();
            delayed.removeAll(cancelled);
        }
        cancelled.forEach(publication -> publication.callback().completed(null,
                new PublishCancelledException("The event was cancelled in the transaction that has published it")));
        return !cancelled.isEmpty();
    }

    /** An exception here rolls the transaction back. */
    @Override
    public synchronized void beforeCompletion() {
        inserted = true;
        insert();
    }

    private void insert() {
        if (publications.isEmpty() && delayed.isEmpty()) {
            return;
        }
        try (Connection connection = store.dataSource().getConnection()) {
            for (Iterator<Map.Entry<String, List<Publication>>> streams = publications.entrySet().iterator(); streams
                    .hasNext();) {
                Map.Entry<String, List<Publication>> stream = streams.next();
                List<Publication> added = stream.getValue();
                List<Long> rows = store.table().insert(connection, stream.getKey(),
                        added.stream().map(Publication::record).toList());
                for (int i = 0; i < rows.size(); i++) {
                    store.callbacks().add(rows.get(i), added.get(i).record(), added.get(i).callback());
                }
                ids.addAll(rows);
                streams.remove();
            }
            insertDelayed(connection);
        } catch (SQLException e) {
            throw new EventStreamException(
                    "The events of the transaction can't be stored in the outbox, so that it has to roll back: "
                            + e.getMessage(),
                    e);
        }
    }

    private void insertDelayed(Connection connection) throws SQLException {
        if (!delayed.isEmpty()) {
            store.delayed().insert(connection, delayed.stream().map(DelayedPublication::row).toList());
            storedDelayed.addAll(delayed);
            delayed.clear();
        }
    }

    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_COMMITTED) {
            committed();
        } else {
            failed(status == Status.STATUS_ROLLEDBACK
                    ? new PublishRolledBackException("The transaction was rolled back, and the event with it")
                    : new EventStreamException(
                            "The outcome of the transaction is not known: the event is sent if it was committed"));
        }
    }

    private synchronized void committed() {
        ids.forEach(store.callbacks()::committed);
        storedDelayed.forEach(publication -> store.storedDelayed(publication.row(), publication.callback()));
        store.committed(ids.size());
    }

    private void failed(EventStreamException error) {
        List<SendCallback> open = new ArrayList<>();
        synchronized (this) {
            failure = error;
            publications.values().forEach(stream -> stream.forEach(publication -> open.add(publication.callback())));
            publications.clear();
            delayed.forEach(publication -> open.add(publication.callback()));
            delayed.clear();
            storedDelayed.forEach(publication -> open.add(publication.callback()));
        }
        ids.forEach(id -> store.callbacks().failed(id, error));
        open.forEach(callback -> callback.completed(null, error));
    }
}
