package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * Observes the publication of an event. {@link #answered} is called once for each topic, unless the event fails before it is sent or is
 * delayed, and then {@link #ended}. No method blocks.
 */
public interface PublishObservation {

    /** Observes nothing. */
    PublishObservation NONE = new PublishObservation() {};

    /**
     * The event to be encoded.
     *
     * @return the event, or a copy with a span context
     */
    default OutgoingEvent carrier(OutgoingEvent event) {
        return event;
    }

    /** Headers for the records of the event. They replace headers of the event with the same names. */
    default List<Header> headers() {
        return List.of();
    }

    /**
     * The record for a topic is stored in the outbox, which tells {@link StreamObserver#relayed} when it sends it. On any thread.
     *
     * @param topic the topic, with the prefix
     */
    default void stored(String topic) {}

    /**
     * A topic has answered. The thread may be the one that does the input and output of the stream.
     *
     * @param topic the topic, with the prefix
     * @param written null if the record failed
     * @param error null if the record was written
     */
    default void answered(String topic, WrittenRecord written, Throwable error) {}

    /** Runs a task that logs about the event: in the trace of the publication, if there is one. Before or after its end. */
    default Consumer<Runnable> logContext() {
        return Runnable::run;
    }

    /**
     * The publication has ended.
     *
     * @param error null if the event was written to all topics, or stored if it is delayed
     */
    default void ended(Throwable error) {}
}
