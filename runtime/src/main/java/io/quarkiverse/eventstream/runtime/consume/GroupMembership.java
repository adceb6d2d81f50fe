package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * The partitions that a group assigns to this member. The member subscribes once the topic exists.
 *
 * <pre>
 *                     the topic exists             the group assigns partitions, or none
 *   WAITING FOR TOPIC ----------------> SUBSCRIBED -------------------------------------> ADMITTED
 * </pre>
 *
 * Confined to the polling thread.
 */
final class GroupMembership implements Assignment, ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(GroupMembership.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** Longer than joining takes, unless the other members are slow. */
    private static final Duration ADMISSION = Duration.ofSeconds(15);
    private static final String NOT_ADMITTED = "The group has not admitted this member so far: its coordinator can't be reached, or it"
            + " waits for other members. If that lasts, see whether each partition of the broker's topic __consumer_offsets has a leader,"
            + " and whether the broker can create that topic, which takes as many brokers as its offsets.topic.replication.factor says";

    private final Consumer<?, ?> consumer;
    private final String topic;
    private final AssignedPartitions partitions;
    private final TopicExistenceCheck existence;
    /** When the member should have been admitted; null until it has subscribed. */
    private Deadline admission;
    private boolean warned;

    GroupMembership(Consumer<?, ?> consumer, String topic, AssignedPartitions partitions, TopicExistenceCheck existence) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = partitions;
        this.existence = existence;
    }

    @Override
    public void begin(boolean topicWasMissing) {
        if (!topicWasMissing || existence.mayRequest()) {
            subscribe();
        }
    }

    @Override
    public void refresh() {
        if (!canPoll() && existence.mayRequest()) {
            subscribe();
        }
        if (!warned && isAdmissionOverdue()) {
            warned = true;
            LOG.warnf("No records of %s are received. %s", partitions, NOT_ADMITTED);
        }
    }

    private void subscribe() {
        admission = Deadline.in(ADMISSION);
        consumer.subscribe(List.of(topic), this);
    }

    /** Whether the member has subscribed. */
    @Override
    public boolean canPoll() {
        return admission != null;
    }

    @Override
    public String note() {
        if (!canPoll()) {
            return NO_TOPIC;
        }
        return isAdmissionOverdue() ? NOT_ADMITTED : null;
    }

    private boolean isAdmissionOverdue() {
        return canPoll() && admission.isOver() && !isAdmitted();
    }

    /** Whether the group has ever told this member its assignment, even an empty one. */
    private boolean isAdmitted() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    @Override
    public boolean takeAnswered() {
        return !canPoll() && existence.takeAnswered();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        partitions.addToGroup(added);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        partitions.revoke(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        partitions.lose(lost);
    }

    /**
     * Commits, also during a rebalance: Kafka accepts no commits then, so the member takes part in the rebalance until it is over,
     * for a bounded time. A member that is joining waits too: if it closed before the broker has answered, it could not leave, and
     * the others would wait for it until its session ends.
     */
    @Override
    public void end(Deadline deadline) {
        while (canPoll() && (isJoining() || !partitions.tryCommit(deadline.left()))) {
            if (deadline.isOver()) {
                // A member that was never admitted has nothing to commit.
                LOG.logf(isAdmitted() ? Level.WARN : Level.DEBUG,
                        "The group is still being rebalanced: %s is left without a last commit; events since the previous one"
                                + " will be redelivered",
                        partitions);
                return;
            }
            takePart();
        }
    }

    private boolean isJoining() {
        return consumer.groupMetadata().memberId().isEmpty() && isConnected();
    }

    private boolean isConnected() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> CounterMetric.value(metric.getValue()) > 0);
    }

    private void takePart() {
        consumer.pause(consumer.assignment());
        try {
            consumer.poll(POLL);
        } catch (WakeupException e) {
            // Meant for an earlier poll.
        } catch (InterruptException e) {
            Thread.interrupted();
        }
    }
}
