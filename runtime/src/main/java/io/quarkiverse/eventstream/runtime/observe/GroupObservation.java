package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Watches the records of one topic on their way to the listeners of a group.
 */
public interface GroupObservation {

    /** Watches nothing. */
    GroupObservation NONE = new GroupObservation() {};

    /**
     * The topic begins to be consumed.
     *
     * @param consumption tells how it stands, whenever it is asked
     */
    default void began(ObservedConsumption consumption) {}

    /**
     * Whether this is to be told of {@linkplain #settled single records}. Asked when a partition begins to be consumed, so that what
     * nobody watches costs nothing.
     *
     * @return false by default
     */
    default boolean watchesRecords() {
        return false;
    }

    /**
     * Where consumption begins is settled: what is published from now on is not passed over. May be told more than once.
     */
    default void positioned() {}

    /**
     * Records were fetched.
     *
     * @param again how many of them this instance had fetched before, as after a restart of the consumer or a seek
     * @param unwanted how many of them no listener asked for
     */
    default void fetched(int records, int again, int unwanted) {}

    /** A record turned out to be no event. */
    default void undecodable(ConsumerRecord<byte[], byte[]> record) {}

    /**
     * Nothing of a record is to be delivered any more: all listeners are through with it, or none wanted it.
     *
     * @param concerned the listeners that it may have concerned, as far as its name tells; empty if it was skipped undecoded
     */
    default void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {}

    /**
     * A partition could not be consumed from where it was to be.
     *
     * @param offsets how many that were skipped unread where they expired, were read before where the log was truncated, or come
     *        again, at most, where the position was beyond the end; 0 where the topic was created again
     */
    default void positionLost(LostPosition reason, long offsets) {}

    /** The topic is consumed no more. */
    default void ended() {}
}
