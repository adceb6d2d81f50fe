package io.quarkiverse.eventstream.faults.check;

import java.util.Optional;

import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Place;

/** Which events have an order among them. */
public enum Ordering {
    /** Those of a partition. */
    PARTITION,
    /** Those of a key within a partition. */
    KEY,
    /** None. */
    UNORDERED;

    /**
     * What an event belongs to that has an order.
     *
     * @param place of the event
     * @param key the number of its key
     * @return the events that this one is ordered among; empty if there are none
     */
    public Optional<Object> queueOf(Place place, int key) {
        return switch (this) {
            case PARTITION -> Optional.of(place.of());
            case KEY -> Optional.of(new OfKey(place.of(), key));
            case UNORDERED -> Optional.empty();
        };
    }

    private record OfKey(Partition partition, int key) {}

    /**
     * As the configuration writes it.
     *
     * @return a word in lower case
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
