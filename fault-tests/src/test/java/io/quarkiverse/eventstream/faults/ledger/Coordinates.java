package io.quarkiverse.eventstream.faults.ledger;

import io.quarkiverse.eventstream.faults.worker.Entry;

/**
 * The coordinates of a record on the topics of a run.
 *
 * @param topic the topic's number
 * @param partition the partition
 * @param offset the offset within it
 */
public record Coordinates(int topic, int partition, long offset) {

    /** The coordinates of an entry about a delivery or a publication. */
    public static Coordinates of(Entry entry) {
        return new Coordinates(entry.topic(), entry.partition(), entry.offset());
    }

    /** The partition, without the offset. */
    public Partition topicPartition() {
        return new Partition(topic, partition);
    }

    @Override
    public String toString() {
        return topicPartition() + "@" + offset;
    }
}
