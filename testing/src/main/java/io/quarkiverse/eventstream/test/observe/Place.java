package io.quarkiverse.eventstream.test.observe;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * Where a record is.
 *
 * @param topic the topic, with the prefix
 * @param partition the partition
 * @param offset the offset
 */
record Place(String topic, int partition, long offset) {

    static Place of(WrittenRecord written) {
        return new Place(written.topic(), written.partition(), written.offset());
    }

    static Place of(IncomingEvent event) {
        return new Place(event.record().topic(), event.record().partition(), event.record().offset());
    }

    static Place of(ConsumerRecord<?, ?> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    /** Whether the stream keeps records, so that they can come back. */
    boolean isKept() {
        return partition >= 0;
    }

    boolean isBehind(Place other) {
        return topic.equals(other.topic) && partition == other.partition && offset > other.offset;
    }
}
