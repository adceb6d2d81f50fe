package io.quarkiverse.eventstream.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Opens consumers of topics, and answers questions about the cluster that no consumer answers. Any implementation of Kafka's
 * {@link Consumer} is consumed by the same code, with the same guarantees.
 * <p>
 * Thread-safe. The bus has a polling thread for each topic and group, and for each replay; several of them call this object at the same
 * time. A method that returns a {@link CompletionStage} must not block; its stage may complete on any thread.
 */
public interface Broker {

    /**
     * Opens a consumer. Called on a polling thread, which may block here, at the start and again, after a delay, when a consumer has
     * failed; the one before is closed by then. The bus uses it on that thread only, but for {@code wakeup}.
     * <p>
     * The consumer commits nothing by itself ({@code enable.auto.commit=false}). It chooses no position
     * ({@code auto.offset.reset=none}): the bus seeks, and {@code poll} throws Kafka's
     * {@link org.apache.kafka.clients.consumer.OffsetOutOfRangeException} for a position that does not exist. It keeps the metadata and the leader epoch
     * of a committed offset. It reads committed records only, unless the user has configured otherwise.
     * <p>
     * Kafka's metrics of the consumer are optional. With {@code heartbeat-total}, {@code last-heartbeat-seconds-ago} and
     * {@code incoming-byte-total}, the bus detects that a member has lost its group; with {@code response-total}, that the broker is
     * away. Without them, it takes both for present.
     *
     * @param settings the topic, the group and the limits
     * @return a new consumer
     * @throws RuntimeException if the consumer can't be opened; passed to {@link #explain}
     */
    Consumer<byte[], byte[]> open(ConsumerSettings settings);

    /**
     * A consumer is about to be closed. Called once for each consumer, on its polling thread. An exception is logged. Does nothing by
     * default.
     *
     * @param consumer a consumer that {@link #open} returned
     */
    default void closing(Consumer<byte[], byte[]> consumer) {}

    /**
     * How long a partition that another member takes over waits for invocations in flight. The polling thread waits in
     * {@code onPartitionsRevoked} meanwhile. Asked once for each topic and group, before consuming begins.
     *
     * @return zero or more; less than the time after which the group excludes a member that does not poll, Kafka's
     *         {@code max.poll.interval.ms}
     */
    Duration revocationTimeout();

    /**
     * How long a group waits for its members. Asked once for each topic and group, before consuming begins.
     *
     * @return the timeouts of the consumers that {@link #open} returns
     */
    GroupTimeouts groupTimeouts();

    /**
     * Whether a topic exists, with a leader for each partition. Asked on a polling thread before a consumer subscribes, every 0.2 to 2
     * seconds until the topic exists.
     *
     * @param topic the full topic
     * @return completes with false if the topic does not exist yet; fails if that is not known, and then the consumer subscribes
     */
    CompletionStage<Boolean> topicExists(String topic);

    /**
     * The ends of partitions, for the lag of a group. Asked every 5 seconds at most, about partitions that are not being fetched.
     *
     * @param partitions the partitions
     * @return completes with the offset of the next record of each partition; for a consumer that reads committed records only, the
     *         last stable offset. Fails if the ends are not known, and then the lag is not known either
     */
    CompletionStage<Map<TopicPartition, Long>> endOffsets(Set<TopicPartition> partitions);

    /**
     * The id of a topic: a topic that was deleted and created again has another id, and the offsets that were committed before do not
     * apply to it. Asked every 3 seconds by each polling thread, which in a rebalance waits for the answer for 2 seconds at most.
     *
     * @param topic the full topic
     * @return completes with the id; empty if there is no such topic. Fails if the id is not known, with Kafka's
     *         {@link org.apache.kafka.common.errors.TopicAuthorizationException} if the service must not describe the topic
     */
    CompletionStage<Optional<Uuid>> topicId(String topic);

    /**
     * The members of a group, in this and other processes. Asked only while an operator looks at a listener of the group, every 5 seconds
     * at most.
     *
     * @param group the full group
     * @return completes with the members, in no order; empty if there is none. Fails if they are not known, with an exception whose message
     *         operators read. Fails by default: not every stream knows the members of its groups
     */
    default CompletionStage<List<GroupMember>> members(String group) {
        return CompletableFuture
                .failedStage(new UnsupportedOperationException("This stream does not know the members of its groups"));
    }

    /**
     * The consumers are about to stop. From now on {@link #diagnose} returns at once, also where it is running, so that no polling thread
     * waits for it. Does nothing by default.
     */
    default void stopping() {}

    /**
     * Finds out why the broker does not answer. Called on any thread, and repeatedly, while a consumer gets no answer. May block for some seconds, on the network for instance; threads that ask at the same time may share an answer.
     *
     * @return the reason; empty if none is known, or if the broker answers
     */
    Optional<Obstacle> diagnose();

    /** The broker answers a consumer again, or for the first time. Called on a polling thread. Does nothing by default. */
    default void answersAgain() {}

    /**
     * Explains why a consumer failed. Called on the polling thread with an exception of {@link #open}, of the consumer, or of the bus. May
     * block for some seconds.
     *
     * @param cause the exception
     * @return the same cause, with a remedy if an operator has to act
     */
    ConsumerFailure explain(Throwable cause);
}
