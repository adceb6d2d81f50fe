package io.quarkiverse.eventstream.test.memory;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group in place of another instance of a service: it takes its share of the partitions, but consumes no records.
 * Thread-safe.
 */
public final class OtherMember implements AutoCloseable {

    private final MemoryCluster cluster;
    private final String group;
    private final String topic;
    private final MemoryGroup.Member member;

    OtherMember(MemoryCluster cluster, String group, String topic) {
        this.cluster = cluster;
        this.group = group;
        this.topic = topic;
        this.member = cluster.join(group, topic, true);
    }

    /**
     * The partitions that it holds.
     *
     * @return their numbers, in ascending order
     */
    public Set<Integer> partitions() {
        return cluster.change(() -> cluster.group(group).held(member)).stream().map(TopicPartition::partition)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Commits an offset, as an instance does after settling all records before it.
     *
     * @param partition a partition of this member
     * @param offset the offset of the next record to consume
     * @throws IllegalArgumentException if the member does not hold the partition
     */
    public void commit(int partition, long offset) {
        if (!partitions().contains(partition)) {
            throw new IllegalArgumentException("The member holds the partitions " + partitions() + " of " + topic + ", not "
                    + partition);
        }
        cluster.commit(group, member, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    }

    /** Leaves the group: the other members get its partitions. */
    @Override
    public void close() {
        cluster.leave(group, member, topic);
    }
}
