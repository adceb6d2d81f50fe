package io.quarkiverse.eventstream.faults.check;

import java.util.Optional;

import io.quarkiverse.eventstream.faults.worker.Entry;

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
     * @param delivery of the event
     * @return the events that this one is ordered among; empty if there are none
     */
    Optional<Object> queueOf(Entry delivery) {
        return switch (this) {
            case PARTITION -> Optional.of(delivery.partition());
            case KEY -> Optional.of(delivery.partition() + "/" + delivery.key());
            case UNORDERED -> Optional.empty();
        };
    }

    /**
     * As the configuration writes it.
     *
     * @return a word in lower case
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
