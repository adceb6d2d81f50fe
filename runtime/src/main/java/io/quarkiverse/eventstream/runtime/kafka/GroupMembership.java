package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

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
}
