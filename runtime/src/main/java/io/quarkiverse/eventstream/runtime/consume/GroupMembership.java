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
 * The partitions of a topic are shared among the members of a group: Kafka assigns and revokes them. A member takes part once the
 * topic is there. Confined to the polling thread.
 */
final class GroupMembership implements Assignment, ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(GroupMembership.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** More than joining takes, unless the others of the group are slow. */
    private static final Duration ADMISSION = Duration.ofSeconds(15);
    private static final String NOT_ADMITTED = "The group has not admitted this member so far: its coordinator can't be reached, or it"
            + " waits for other members. If that lasts, see whether each partition of the broker's topic __consumer_offsets has a leader,"
            + " and whether the broker can create that topic, which takes as many brokers as its offsets.topic.replication.factor says";

    private final Consumer<?, ?> consumer;
    private final String topic;
    private final AssignedPartitions partitions;
    private final AwaitedTopic awaited;
    private boolean subscribed;
    private Deadline admission;
    private boolean toldOfAdmission;

    /**
     * One that has not begun.
     *
     * @param consumer the member
     * @param topic the full topic
     * @param partitions what is assigned
     * @param awaited the topic, if it is not there yet
     */
    GroupMembership(Consumer<?, ?> consumer, String topic, AssignedPartitions partitions, AwaitedTopic awaited) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = partitions;
        this.awaited = awaited;
    }

    @Override
    public void begin(boolean isNew) {
        if (!isNew || awaited.isThere()) {
            subscribe();
        }
    }

    @Override
    public void refresh() {
        if (!subscribed && awaited.isThere()) {
            subscribe();
        }
    }

    private void subscribe() {
        subscribed = true;
        admission = Deadline.in(ADMISSION);
        consumer.subscribe(List.of(topic), this);
    }

    @Override
    public boolean canPoll() {
        return subscribed;
    }

    @Override
    public String note() {
        if (!subscribed) {
            return NO_TOPIC;
        }
        if (!admission.isOver() || isAdmitted()) {
            return null;
        }
        if (!toldOfAdmission) {
            toldOfAdmission = true;
            LOG.warnf("Nothing comes of %s. %s", partitions, NOT_ADMITTED);
        }
        return NOT_ADMITTED;
    }

    @Override
    public boolean isAnswered() {
        return !subscribed && awaited.hasAnswered();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        partitions.addToGroup(added);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        partitions.letGo(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        partitions.drop(lost);
    }

    /**
     * Commits, also where the group is just being rebalanced: Kafka takes no commits then, so this takes part in the rebalance
     * until it is over, for a bounded time. A member that is about to join waits for that, too: if it closed before the
     * broker has answered, it could not leave, and the others would wait for it until its session ends.
     */
    @Override
    public void end(Deadline deadline) {
        while (subscribed && (isJoining() || !partitions.commit(deadline.left()))) {
            if (deadline.isOver()) {
                // One that never was a member has nothing to commit.
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

    /** Whether the group has ever told this member what it holds, be it nothing. */
    private boolean isAdmitted() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    private boolean isConnected() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number count && count.doubleValue() > 0);
    }

    private void takePart() {
        consumer.pause(consumer.assignment());
        try {
            consumer.poll(POLL);
        } catch (WakeupException e) {
            // Meant for the poll that is over.
        } catch (InterruptException e) {
            Thread.interrupted();
        }
    }
}
