package io.quarkiverse.eventstream;

/**
 * The order in which the events of a partition are delivered to the listeners of a topic and group. In order means that no listener gets
 * an event before all listeners of the group have completed the one before it.
 *
 * @see OnEvent#ordering()
 */
public enum Ordering {

    /** In the order of the partition, one at a time. */
    PARTITION,

    /**
     * In the order of the partition among events of the same key, one at a time for each key; events of different keys are delivered
     * concurrently. Keys are compared byte by byte. An event without a key has no order with any other.
     */
    KEY,

    /** In no order: all events are delivered concurrently. */
    UNORDERED
}
