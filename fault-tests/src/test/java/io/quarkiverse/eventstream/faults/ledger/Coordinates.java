package io.quarkiverse.eventstream.faults.ledger;

import io.quarkiverse.eventstream.faults.worker.Entry;

/**
 * A place on the topics of a run.
 *
 * @param topic the topic's number
 * @param partition the partition
 * @param offset the offset within it
 */
public record Place(int topic, int partition, long offset) {

    /**
     * The place that an entry is about.
     *
     * @param entry a delivery or a receipt
     * @return its place
     */
    public static Place of(Entry entry) {
        return new Place(entry.topic(), entry.partition(), entry.offset());
    }

    /**
     * The partition.
     *
     * @return without the offset
     */
    public Partition of() {
        return new Partition(topic, partition);
    }

    @Override
    public String toString() {
        return of() + "@" + offset;
    }
}
