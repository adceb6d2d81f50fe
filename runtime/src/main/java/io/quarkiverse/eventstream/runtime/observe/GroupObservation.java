package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Observes the consumption of a topic for a group of listeners. No method blocks.
 */
public interface GroupObservation {

    /** Observes nothing. */
    GroupObservation NONE = new GroupObservation() {};

    /**
     * A consumer begins.
     *
     * @param consumption its current state, at any time
     */
    default void began(ObservedConsumption consumption) {}

    /** The group has been rebalanced, and the consumer knows its partitions. */
    default void rebalanced() {}

    /** The consumer holds a partition, from another position perhaps if it held it before. */
    default void assigned(int partition) {}

    /** The consumer does not hold a partition any more. */
    default void unassigned(int partition) {}

    /**
     * Whether {@link #settled} is to be called. Asked when a partition begins to be consumed, because a call for each record has a cost.
     *
     * @return false by default
     */
    default boolean observesRecords() {
        return false;
    }

    /**
     * The start positions are known: all records that are published from now on are consumed. May be called more than once.
     */
    default void positioned() {}

    /**
     * Records were fetched.
     *
     * @param again the number that this instance had fetched before, such as after a restart of the consumer or a seek
     * @param unwanted the number that concern no listener, by their name
     */
    default void fetched(int records, int again, int unwanted) {}

    /** A record is undecodable. */
    default void undecodable(ConsumerRecord<byte[], byte[]> record) {}

    /**
     * A record is settled: all listeners concerned have completed it, or it concerns none.
     *
     * @param concerned the listeners that the record may concern, by its name; empty if it was skipped without being decoded
     */
    default void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {}

    /**
     * The position of a partition does not exist any more.
     *
     * @param offsets the number of offsets that expired unread, were truncated after they had been read, or, for a position beyond the
     *        end, are delivered again at most; 0 for a topic that was created again
     */
    default void positionLost(LostPosition reason, long offsets) {}

    /** The consumer has ended. */
    default void ended() {}
}
