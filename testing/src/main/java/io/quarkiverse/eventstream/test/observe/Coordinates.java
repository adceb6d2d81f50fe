package io.quarkiverse.eventstream.test.observe;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * The coordinates of a record.
 *
 * @param topic the topic, with the prefix
 * @param partition the partition
 * @param offset the offset
 */
record Coordinates(String topic, int partition, long offset) {

    static Coordinates of(WrittenRecord written) {
        return new Coordinates(written.topic(), written.partition(), written.offset());
    }

    static Coordinates of(IncomingEvent event) {
        return new Coordinates(event.record().topic(), event.record().partition(), event.record().offset());
    }

    static Coordinates of(ConsumerRecord<?, ?> record) {
        return new Coordinates(record.topic(), record.partition(), record.offset());
    }

    /** Whether the stream stores records, so that they can be consumed. */
    boolean isKept() {
        return partition >= 0;
    }

    boolean isBehind(Coordinates other) {
        return topic.equals(other.topic) && partition == other.partition && offset > other.offset;
    }
}
