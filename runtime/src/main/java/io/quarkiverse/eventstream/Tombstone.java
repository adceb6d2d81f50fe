package io.quarkiverse.eventstream;

/**
 * A record with a key and no value: on a compacted topic, it deletes what earlier records of its key said. A listener that takes one
 * gets the tombstones of its topic, in order with the events around them, and no events; others get no tombstones.
 *
 * <pre>{@code
 * @OnEvent(topic = "customers")
 * void forget(Tombstone customer) {
 *     customers.remove(customer.key());
 * }
 * }</pre>
 * <p>
 * Immutable and usable from any thread.
 *
 * @see OutgoingEvent#tombstone
 */
public interface Tombstone {

    /**
     * The record's key.
     *
     * @return the key read as UTF-8; null if the record has none
     */
    default String key() {
        return record().key();
    }

    /**
     * The topic that the listener asked for.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * The record itself: its coordinates, timestamp and headers.
     *
     * @return without a value
     */
    EventRecord record();

    /**
     * How many times the listener has been called for this record by this instance, this call included.
     *
     * @return 1 for the first call
     */
    int attempt();

    /**
     * Whether the record is part of a {@linkplain EventStream#newReplay replay}.
     *
     * @return false for one that comes by the listener's group
     */
    boolean isReplay();
}
