package io.quarkiverse.eventstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    String key();

    /**
     * The topic that the listener asked for.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * The topic of the record.
     *
     * @return with the prefix
     */
    String recordTopic();

    /**
     * The record's partition.
     *
     * @return 0 or more
     */
    int partition();

    /**
     * The record's offset within its partition.
     *
     * @return 0 or more
     */
    long offset();

    /**
     * The record's timestamp.
     *
     * @return when the record was created or appended, as the topic is configured; milliseconds
     */
    Instant recordTimestamp();

    /**
     * The record's headers.
     *
     * @return in the order of the record
     */
    List<EventHeader> headers();

    /**
     * A header of the record as text.
     *
     * @param name the header's name
     * @return the value of the last header of that name, read as UTF-8; empty if there is none or its value is null
     */
    Optional<String> header(String name);

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
