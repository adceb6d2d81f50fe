package io.quarkiverse.eventstream.faults.check;

import java.util.Optional;

import io.quarkiverse.eventstream.faults.ledger.Coordinates;
import io.quarkiverse.eventstream.faults.ledger.Partition;

/** The events that are ordered among each other. */
public enum Ordering {
    /** The events of a partition are ordered. */
    PARTITION,
    /** The events of a key within a partition are ordered. */
    KEY,
    /** No events are ordered. */
    UNORDERED;

    /**
     * The queue of events among which an event is ordered.
     *
     * @return an object that identifies the queue; empty without an order
     */
    public Optional<Object> queueOf(Coordinates coordinates, int key) {
        return switch (this) {
            case PARTITION -> Optional.of(coordinates.topicPartition());
            case KEY -> Optional.of(new OfKey(coordinates.topicPartition(), key));
            case UNORDERED -> Optional.empty();
        };
    }

    private record OfKey(Partition partition, int key) {}

    /** The value of the configuration property. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
