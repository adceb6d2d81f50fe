package io.quarkiverse.eventstream.faults.ledger;

import java.util.Comparator;

/**
 * A partition of a topic of a run.
 *
 * @param topic the topic's number
 * @param number the partition's number
 */
public record Partition(int topic, int number) implements Comparable<Partition> {

    private static final Comparator<Partition> ORDER = Comparator.comparingInt(Partition::topic)
            .thenComparingInt(Partition::number);

    @Override
    public int compareTo(Partition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "/" + number;
    }
}
