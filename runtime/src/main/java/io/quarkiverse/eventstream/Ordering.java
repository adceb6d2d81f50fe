package io.quarkiverse.eventstream;

/**
 * In which order, and how many at a time, the events of a partition are delivered to the listeners of a topic and group. In order
 * means: to no listener of the group before all are through with the one before.
 *
 * @see OnEvent#ordering()
 */
public enum Ordering {

    /** In the order of the partition, one at a time. */
    PARTITION,

    /**
     * In the order of the partition among events of the same key, one at a time for each key; different keys side by side. Keys
     * are compared byte by byte. An event without a key is in order with no other.
     */
    KEY,

    /** In no order: all side by side. */
    UNORDERED
}
