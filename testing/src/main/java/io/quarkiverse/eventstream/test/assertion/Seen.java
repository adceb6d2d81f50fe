package io.quarkiverse.eventstream.test.assertion;

import java.util.function.Supplier;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;

/**
 * An observation that may meet the criteria of an assertion.
 *
 * @param value the value that the assertion returns for it
 * @param event the event; null if there is none
 * @param topic its topic
 * @param coordinates the coordinates of its record; null without a record
 * @param listener the listener; null if no listener is concerned
 * @param counts whether it has the kind that the assertion is about, such as a successful invocation
 * @param line its description
 * @param <E> the type of the value
 */
record Seen<E>(E value, IncomingEvent event, String topic, Coordinates coordinates, String listener, boolean counts,
        Supplier<String> line) {

    /**
     * The coordinates of a record.
     *
     * @param topic the topic, without the prefix
     * @param partition the partition
     * @param offset the offset
     */
    record Coordinates(String topic, int partition, long offset) {

        static Coordinates of(IncomingEvent event) {
            return new Coordinates(event.topic(), event.record().partition(), event.record().offset());
        }

        static Coordinates of(ObservedRecord record) {
            return new Coordinates(record.topic(), record.partition(), record.offset());
        }

        /** Null without a record. */
        static Coordinates of(String topic, WrittenRecord written) {
            return written == null || written.partition() < 0
                    ? null
                    : new Coordinates(topic, written.partition(), written.offset());
        }
    }
}
