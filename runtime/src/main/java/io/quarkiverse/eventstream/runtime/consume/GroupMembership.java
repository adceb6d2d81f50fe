package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The partitions of a topic are shared among the members of a group: Kafka assigns and revokes them.
 *
 * @param consumer the member
 * @param topic the full topic
 * @param partitions what is assigned
 */
record GroupMembership(Consumer<?, ?> consumer, String topic, AssignedPartitions partitions)
        implements
            Assignment,
            ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(GroupMembership.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    @Override
    public void begin() {
        consumer.subscribe(List.of(topic), this);
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
    public void end() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isJoining() || !partitions.commit()) {
            if (System.nanoTime() - deadline > 0) {
                LOG.warnf("The group is still being rebalanced: %s is left without a last commit; events since the one before"
                        + " will be delivered again", partitions);
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
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number count && count.doubleValue() > 0);
    }

    private void takePart() {
        consumer.pause(consumer.assignment());
        try {
            consumer.poll(POLL);
        } catch (WakeupException e) {
            // Meant for the poll that is over.
        }
    }
}
