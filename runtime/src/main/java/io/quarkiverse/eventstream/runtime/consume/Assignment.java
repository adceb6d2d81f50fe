package io.quarkiverse.eventstream.runtime.consume;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How a consumer gets its partitions. Confined to the polling thread. */
interface Assignment {

    String NO_TOPIC = "The topic does not exist yet, or one of its partitions has no leader";

    @FunctionalInterface
    interface Factory {

        Assignment of(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerRequests requests);
    }

    /**
     * Begins, before the first poll.
     *
     * @param topicWasMissing whether the topic did not exist at first; it may exist by now
     */
    void begin(boolean topicWasMissing);

    /** Updates the assignment, before each poll. */
    default void refresh() {}

    /** Whether there is anything to poll; if not, the consumer waits a little and {@linkplain #refresh rechecks}. */
    default boolean canPoll() {
        return true;
    }

    /** Why no records come although nothing has failed, as far as it is known; null if there is no problem. */
    default String note() {
        return canPoll() ? null : NO_TOPIC;
    }

    /** Returns whether the broker has answered a request of the assignment's own since the last call. */
    default boolean takeAnswered() {
        return false;
    }

    /** The fetched records of a partition that are to be dispatched. */
    default List<ConsumerRecord<byte[], byte[]>> wanted(TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records) {
        return records;
    }

    /** Commits what is settled, after the last poll, when nothing is dispatched any more. Gives up at the deadline. */
    default void end(Deadline deadline) {}

    /** Whether everything that was to be consumed has been: the end of a replay. */
    default boolean isComplete() {
        return false;
    }
}
