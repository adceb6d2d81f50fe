package io.quarkiverse.eventstream.runtime.publish;

import java.time.Duration;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.OutboxMode;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamOutbox;

/**
 * Where published records go: to the stream at once, or into the outbox, with the transaction of the publisher.
 *
 * @param outbox null if there is none, or if it is turned off
 */
public record RecordRoute(StreamConnection connection, StreamOutbox outbox, OutboxMode mode) {

    /** Without an outbox. */
    public static RecordRoute direct(StreamConnection connection) {
        return new RecordRoute(connection, null, OutboxMode.OFF);
    }

    /**
     * Whether the records that this thread publishes now are stored.
     *
     * @throws EventStreamException if they have to be, and there is no transaction
     */
    boolean leadsToOutbox() {
        if (outbox == null) {
            return false;
        }
        boolean inTransaction = outbox.isInTransaction();
        if (!inTransaction && mode == OutboxMode.REQUIRED) {
            throw new EventStreamException("There is no transaction on the thread \"" + Thread.currentThread().getName()
                    + "\", which the property outbox.mode=required of the stream demands: annotate the method with @Transactional and"
                    + " call publish, or set the mode to join");
        }
        return inTransaction;
    }

    void close(Duration timeout) {
        if (outbox != null) {
            outbox.close(timeout);
        }
    }

    /** The callback gets every exception: a record that can't be sent must keep neither the others from being sent, nor the event open. */
    void send(ProducerRecord<byte[], byte[]> record, boolean toOutbox, Duration timeout, SendCallback callback) {
        try {
            if (toOutbox) {
                outbox.store(record, callback);
            } else {
                connection.send(record, timeout, callback);
            }
        } catch (Throwable e) {
            callback.completed(null, e);
        }
    }
}
