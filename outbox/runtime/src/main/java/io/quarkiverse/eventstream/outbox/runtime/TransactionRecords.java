package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
 * as possible without being committed; in the end their callbacks are left to the relay, or told of the rollback. Confined to the
 * thread of the transaction.
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
        publications.computeIfAbsent(stream, absent -> new ArrayList<>()).add(new Publication(record, callback));
        if (inserted) {
            // Published while the transaction ends, by another synchronization.
            insert();
        }
    }

    /** An exception here rolls the transaction back. */
    @Override
    public void beforeCompletion() {
        inserted = true;
        insert();
    }

    private void insert() {
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<String, List<Publication>> stream : publications.entrySet()) {
                List<Publication> added = stream.getValue();
                List<Long> rows = table.insert(connection, stream.getKey(), added.stream().map(Publication::record).toList());
                for (int i = 0; i < rows.size(); i++) {
                    callbacks.add(rows.get(i), added.get(i).record().topic(), added.get(i).callback());
                }
                ids.addAll(rows);
            }
            publications.clear();
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
            ids.forEach(callbacks::committed);
            statistics.stored.add(ids.size());
            relay.committed();
            return;
        }
        EventStreamException error = status == Status.STATUS_ROLLEDBACK
                ? new PublishRolledBackException("The transaction was rolled back, and the event with it")
                : new EventStreamException(
                        "The outcome of the transaction is not known: the event is sent if it was committed");
        ids.forEach(id -> callbacks.failed(id, error));
        publications.values().forEach(
                stream -> stream.forEach(publication -> publication.callback().completed(null, error)));
    }
}
