package io.quarkiverse.eventstream;

/**
 * A record with a key and no value, which deletes the earlier records of the key from a compacted topic. A listener with a parameter of
 * this type gets the tombstones of its topic, in order with the events around them, and no events; other listeners get no tombstones.
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
     * The topic of the listener.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * The record: its coordinates, timestamp and headers.
     *
     * @return a record whose value is null
     */
    EventRecord record();

    /**
     * The number of this invocation of the listener for this record, on this instance.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Whether the record is part of a {@linkplain EventStream#newReplay replay}.
     *
     * @return false for a record of the listener's group, also when it is redelivered
     */
    boolean isReplay();
}
