package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalInt;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.eventstream.runtime.listen.Position;

/**
 * How many partitions the topic had when its consumption began: whatever is in one that was added later was published after
 * that, and must not be passed over. A group remembers the number in what it commits, so that a member that comes later, or
 * comes back, knows it too. Confined to the polling thread.
 */
final class TopicAtFirst {

    private static final int NOT_LEARNT = -1;

    /** So short that what is the matter with the broker is soon told; then it is asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BrokerQuestions questions;
    private final Broker broker;
    private boolean missing;
    private int partitions = NOT_LEARNT;

    TopicAtFirst(BrokerQuestions questions, Broker broker) {
        this.questions = questions;
        this.broker = broker;
    }

    /**
     * Notices whether the topic is there yet, before the consumer asks for it, which may create it. Waits for the broker.
     *
     * @param unanswered told each time that the broker does not answer, with what is known of the reason
     * @throws MisconfiguredConnectionException if waiting is of no use
     */
    void look(Consumer<?, ?> consumer, String topic, java.util.function.Consumer<String> unanswered) {
        while (partitions == NOT_LEARNT) {
            try {
                // Once missing, the topic came later, whichever session finds it.
                missing |= !questions.ask(() -> consumer.listTopics(PATIENCE)).containsKey(topic);
                return;
            } catch (TimeoutException e) {
                Obstacle obstacle = broker.obstacle();
                if (obstacle != null && !obstacle.passes()) {
                    throw new MisconfiguredConnectionException(obstacle.text(), e);
                }
                // The broker is away, which Kafka's client logs: there is nothing to consume yet.
                unanswered.accept(obstacle == null ? "The broker does not answer" : obstacle.text());
            }
        }
    }

    /** Whether the topic was not there: then all that it will hold is published later. */
    boolean wasMissing() {
        return missing;
    }

    /** What was looked for may not be seen by this service, so that it was not found says nothing. */
    void wasHidden() {
        missing = false;
    }

    /**
     * Settles the number when the first partitions are there.
     *
     * @param committed what a group has committed of all partitions; nulls are passed over
     * @param now how many partitions there are now
     */
    void learn(Collection<OffsetAndMetadata> committed, int now) {
        if (partitions == NOT_LEARNT) {
            OptionalInt recorded = committed.stream().filter(Objects::nonNull).map(CommittedOffset::partitionsAtFirst)
                    .flatMapToInt(OptionalInt::stream).min();
            partitions = recorded.orElse(missing ? 0 : now);
        }
    }

    /** Whether a partition was there when consumption began. */
    boolean had(TopicPartition partition) {
        return partition.partition() < partitions;
    }

    /** What to commit with an offset, for members to come. */
    OffsetAndMetadata commit(Position position) {
        return CommittedOffset.of(position, partitions);
    }
}
