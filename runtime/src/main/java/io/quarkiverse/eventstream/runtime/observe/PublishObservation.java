package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * Watches one event on its way out. Told of each topic once, unless the event as a whole fails before, and then of the end.
 */
public interface PublishObservation {

    /** Watches nothing. */
    PublishObservation NONE = new PublishObservation() {};

    /**
     * The event as it is to be written.
     *
     * @return the event, or a copy that carries more
     */
    default OutgoingEvent carrier(OutgoingEvent event) {
        return event;
    }

    /** Headers for the records of the event; each takes the place of the event's own headers of that name. */
    default List<Header> headers() {
        return List.of();
    }

    /**
     * A topic has answered. Must not block: it may be the thread that does the stream's input and output.
     *
     * @param topic the topic, with the prefix
     * @param written where the record was written; null if it failed
     * @param error why it failed; null if it was written
     */
    default void answered(String topic, WrittenRecord written, Throwable error) {}

    /**
     * The event is through.
     *
     * @param error why it was not written to all topics; null if it was
     */
    default void ended(Throwable error) {}
}
