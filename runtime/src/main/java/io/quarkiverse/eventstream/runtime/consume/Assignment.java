package io.quarkiverse.eventstream.runtime.consume;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How a consumer comes by its partitions. Confined to the polling thread.
 */
interface Assignment {

    /** What is the matter while there is nothing to poll for. */
    String NO_TOPIC = "The topic does not exist yet, or one of its partitions has no leader";

    /** Makes the assignment of a consumer. */
    @FunctionalInterface
    interface Factory {

        Assignment of(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, BrokerQuestions questions);
    }

    /**
     * Before the first poll.
     *
     * @param isNew whether the topic was not there when it was first looked for; it may be by now
     */
    void begin(boolean isNew);

    /** Before each poll. */
    default void refresh() {}

    /** Whether there is anything to poll for yet; if not, the consumer waits a little and {@linkplain #refresh looks} again. */
    default boolean canPoll() {
        return true;
    }

    /** Why nothing comes although nothing has failed, as far as that is known; null if all is well. */
    default String note() {
        return canPoll() ? null : NO_TOPIC;
    }

    /** Whether the broker has answered, other than the consumer, since this was asked last. */
    default boolean isAnswered() {
        return false;
    }

    /** Those of the fetched records of a partition that are wanted. */
    default List<ConsumerRecord<byte[], byte[]>> wanted(TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records) {
        return records;
    }

    /**
     * After the last poll, when nothing is handed out any more: the last opportunity to commit what is done.
     *
     * @param deadline when that is given up
     */
    default void end(Deadline deadline) {}

    /** Whether there is nothing left to consume, ever. */
    default boolean isOver() {
        return false;
    }
}
