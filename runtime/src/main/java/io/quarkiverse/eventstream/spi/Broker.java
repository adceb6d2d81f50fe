package io.quarkiverse.eventstream.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What topics are consumed from: makes consumers, and answers what a consumer can't be asked. Whatever speaks Kafka's
 * {@link Consumer} can be consumed from, with the same code and so with the same guarantees. Thread-safe.
 */
public interface Broker {

    /**
     * Opens a consumer. It commits nothing by itself, reads committed records only unless the user wants
     * others, too, and has no position but where it is told to begin: what is out of range, it reports.
     *
     * @param settings for whom, and how much it may fetch
     * @return a consumer, for one thread
     */
    Consumer<byte[], byte[]> open(ConsumerSettings settings);

    /**
     * A consumer is about to be closed. Does nothing by default.
     *
     * @param consumer one that {@link #open} made
     */
    default void closing(Consumer<byte[], byte[]> consumer) {}

    /**
     * How long a partition that another member takes over may wait for calls that run.
     *
     * @return less than what makes the group give up a member
     */
    Duration revocationTimeout();

    /**
     * How long groups wait for members.
     *
     * @return as the clients of groups are configured
     */
    GroupTimeouts groupTimeouts();

    /**
     * Whether a topic exists, and can be consumed.
     *
     * @param topic the full topic
     * @return completes with false if it does not, or not yet; fails if that can't be told
     */
    CompletionStage<Boolean> topicExists(String topic);

    /**
     * Where partitions end.
     *
     * @param partitions the partitions
     * @return completes with the offset of the next record to be written to each
     */
    CompletionStage<Map<TopicPartition, Long>> endOffsets(Set<TopicPartition> partitions);

    /**
     * Which topic has a name: one that is deleted and created again gets another id.
     *
     * @param topic the full topic
     * @return completes with its id, or with nothing if there is no such topic; or fails, if the broker does not tell
     */
    CompletionStage<Optional<Uuid>> topicId(String topic);

    /** All consumers are about to stop: none may wait for the broker any longer than it has to. Does nothing by default. */
    default void stopping() {}

    /**
     * What keeps the broker from answering. May block for some seconds.
     *
     * @return null if nothing is known
     */
    Optional<Obstacle> diagnose();

    /** A consumer that had no answer gets answers again. Does nothing by default. */
    default void answersAgain() {}

    /**
     * Why a consumer ended.
     *
     * @param cause what it threw
     * @return the same, in words for whoever can help
     */
    ConsumerFailure explain(Throwable cause);
}
