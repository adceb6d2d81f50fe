package io.quarkiverse.eventstream.faults.ledger;

/**
 * A place on the topic.
 *
 * @param partition the partition
 * @param offset the offset within it
 */
public record Place(int partition, long offset) {

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
