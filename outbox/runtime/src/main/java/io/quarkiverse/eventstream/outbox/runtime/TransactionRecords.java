package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishRolledBackException;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * The records of one transaction. They are inserted in one batch before it commits, so that they are visible to others for as short a time
 * as possible without being committed; in the end their callbacks are left to the relay, or told of the rollback. Thread-safe: a
 * transaction that takes too long is rolled back by another thread.
 */
final class TransactionRecords implements Synchronization {

    private final DataSource dataSource;
    private final OutboxTable table;
    private final PendingCallbacks callbacks;
    private final Relay relay;
    private final OutboxStatistics statistics;
    /** By stream. */
    private final Map<String, List<Publication>> publications = new LinkedHashMap<>();
    private final List<Long> ids = new ArrayList<>();
    private boolean inserted;
    private EventStreamException failure;

    private record Publication(ProducerRecord<byte[], byte[]> record, SendCallback callback) {}

    TransactionRecords(DataSource dataSource, OutboxTable table, PendingCallbacks callbacks, Relay relay,
            OutboxStatistics statistics) {
        this.dataSource = dataSource;
        this.table = table;
        this.callbacks = callbacks;
        this.relay = relay;
        this.statistics = statistics;
    }

    void add(String stream, ProducerRecord<byte[], byte[]> record, SendCallback callback) {
        EventStreamException ended = tryAdd(stream, record, callback);
        if (ended != null) {
            callback.completed(null, ended);
        }
    }

    /** Returns null, or why the transaction takes nothing more. */
    private synchronized EventStreamException tryAdd(String stream, ProducerRecord<byte[], byte[]> record,
            SendCallback callback) {
        if (failure != null) {
            return failure;
        }
        publications.computeIfAbsent(stream, absent -> new ArrayList<>()).add(new Publication(record, callback));
        if (inserted) {
            // Published while the transaction ends, by another synchronization.
            insert();
        }
        return null;
    }

    /** An exception here rolls the transaction back. */
    @Override
    public synchronized void beforeCompletion() {
        inserted = true;
        insert();
    }

    private void insert() {
        try (Connection connection = dataSource.getConnection()) {
            for (Iterator<Map.Entry<String, List<Publication>>> streams = publications.entrySet().iterator(); streams
                    .hasNext();) {
                Map.Entry<String, List<Publication>> stream = streams.next();
                List<Publication> added = stream.getValue();
                List<Long> rows = table.insert(connection, stream.getKey(), added.stream().map(Publication::record).toList());
                for (int i = 0; i < rows.size(); i++) {
                    callbacks.add(rows.get(i), added.get(i).record().topic(), added.get(i).callback());
                }
                ids.addAll(rows);
                streams.remove();
            }
        } catch (SQLException e) {
            throw new EventStreamException(
                    "The events of the transaction can't be stored in the outbox, so that it has to roll back: "
                            + e.getMessage(),
                    e);
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
        ids.forEach(callbacks::committed);
        statistics.stored.add(ids.size());
        relay.committed();
    }

    private void failed(EventStreamException error) {
        List<SendCallback> open = new ArrayList<>();
        synchronized (this) {
            failure = error;
            publications.values().forEach(stream -> stream.forEach(publication -> open.add(publication.callback())));
            publications.clear();
        }
        ids.forEach(id -> callbacks.failed(id, error));
        open.forEach(callback -> callback.completed(null, error));
    }
}
