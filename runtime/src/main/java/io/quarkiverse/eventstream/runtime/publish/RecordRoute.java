package io.quarkiverse.eventstream.runtime.publish;

import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutboxMode;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamOutbox;
import io.quarkiverse.eventstream.spi.StreamOutbox.DelayedRecord;

/**
 * Where published records go: to the stream at once, or into the outbox, with the transaction of the publisher or until they are due.
 *
 * @param outbox null if there is none
 * @param mode the mode of events that have none of their own
 */
public record RecordRoute(StreamConnection connection, StreamOutbox outbox, OutboxMode mode) {

    private static final String ADD_OUTBOX = ": add the dependency io.quarkiverse.eventstream:quarkus-eventstream-outbox";

    /** Without an outbox. */
    public static RecordRoute direct(StreamConnection connection) {
        return new RecordRoute(connection, null, OutboxMode.JOIN);
    }

    /** Takes the records of an event, one for each of its topics. */
    @FunctionalInterface
    interface Destination {

        /** Any exception is the answer. */
        void take(ProducerRecord<byte[], byte[]> record, Publication publication, int topic, SendCallback answer);

        /** The publication gets every exception: a record that can't be sent must keep neither others nor the event open. */
        default void send(ProducerRecord<byte[], byte[]> record, Publication publication, int topic) {
            SendCallback answer = publication.callback(topic);
            try {
                take(record, publication, topic, answer);
            } catch (Throwable e) {
                answer.completed(null, e);
            }
        }
    }

    /**
     * The destination of an event that this thread publishes now.
     *
     * @throws EventStreamException if it has to be stored, and can't be
     */
    Destination destination(OutgoingEvent event, Duration timeout) {
        boolean inTransaction = joinsTransaction(event);
        if (event.isDelayed()) {
            requireOutbox(event);
            Instant due = event.deliverAt() != null ? event.deliverAt() : outbox.now().plus(event.deliverAfter());
            return (record, publication, topic, answer) -> outbox.storeUntilDue(new DelayedRecord(record, event.id(), due),
                    new StoredAnswer(publication, topic, answer));
        }
        return inTransaction
                ? (record, publication, topic, answer) -> outbox.store(record, new StoredAnswer(publication, topic, answer))
                : (record, publication, topic, answer) -> connection.send(record, timeout, answer);
    }

    /**
     * Whether an event that this thread publishes now goes with its transaction.
     *
     * @throws EventStreamException if it has to, and there is no transaction
     */
    boolean joinsTransaction(OutgoingEvent event) {
        OutboxMode wanted = modeOf(event);
        if (outbox == null && wanted == OutboxMode.REQUIRED) {
            throw new EventStreamException("The event demands a transaction, with outbox(REQUIRED), and there is no outbox"
                    + ADD_OUTBOX);
        }
        if (outbox == null || wanted == OutboxMode.OFF) {
            return false;
        }
        boolean inTransaction = outbox.isInTransaction();
        if (!inTransaction && wanted == OutboxMode.REQUIRED) {
            throw new EventStreamException("There is no transaction on the thread \"" + Thread.currentThread().getName()
                    + "\", which " + (event.outbox() == null
                            ? "the property outbox.mode=required of the stream demands: annotate the method with @Transactional and"
                                    + " call publish, or set the mode to join"
                            : "the event demands, with outbox(REQUIRED): annotate the method with @Transactional and call publish,"
                                    + " or build the event with outbox(JOIN)"));
        }
        return inTransaction;
    }

    private OutboxMode modeOf(OutgoingEvent event) {
        return event.outbox() == null ? mode : event.outbox();
    }

    private void requireOutbox(OutgoingEvent event) {
        if (outbox == null) {
            throw new EventStreamException(
                    "The event is not due yet, and there is no outbox that keeps it until then" + ADD_OUTBOX);
        }
        if (modeOf(event) == OutboxMode.OFF) {
            throw new EventStreamException("The event is not due yet, and "
                    + (event.outbox() == null ? "the property outbox.mode=off of the stream" : "its outbox(OFF)")
                    + " keeps it out of the outbox: build the event with outbox(JOIN)");
        }
    }

    /** See {@link io.quarkiverse.eventstream.EventStream#cancelDelivery}. */
    boolean cancel(String eventId) {
        if (outbox == null) {
            throw new EventStreamException("There is no outbox, and therefore no event to cancel" + ADD_OUTBOX);
        }
        return outbox.cancel(eventId);
    }

    void close(Duration timeout) {
        if (outbox != null) {
            outbox.close(timeout);
        }
    }
}
