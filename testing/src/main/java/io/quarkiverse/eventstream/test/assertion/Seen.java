package io.quarkiverse.eventstream.test.assertion;

import java.util.function.Supplier;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.test.ObservedRecord;

/**
 * Something that was seen, and may be what is asked for.
 *
 * @param value what a test gets if it is
 * @param event the event; null if there is none
 * @param topic its topic
 * @param coordinates where its record is; null if it is nowhere
 * @param listener the listener; null if no listener is concerned
 * @param counts whether it is of the kind that is asked for, such as a call that ended well
 * @param line what to show of it
 * @param <E> the type of the value
 */
record Seen<E>(E value, IncomingEvent event, String topic, Coordinates coordinates, String listener, boolean counts,
        Supplier<String> line) {

    /**
     * Where a record is.
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

        /** Null if the record is nowhere. */
        static Coordinates of(String topic, WrittenRecord written) {
            return written == null || written.partition() < 0
                    ? null
                    : new Coordinates(topic, written.partition(), written.offset());
        }
    }
}
