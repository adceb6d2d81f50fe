package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Implements Kafka's consumer on topics in memory: for one topic as a member of a group, or for given partitions without a group. A
 * partition without a committed offset has no position until a seek ({@code auto.offset.reset=none}). Confined to one thread, except
 * for {@link #wakeup}.
 */
final class MemoryConsumer extends ClusterQueries {

    private final FetchOrder order;
    private final String group;
    private final int maxPollRecords;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<TopicPartition> assignment = new HashSet<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private String topic;
    private ConsumerRebalanceListener listener;
    private MemoryGroup.Member member;
    private boolean closed;
    private volatile boolean wokenUp;

    /**
     * Creates a consumer without partitions.
     *
     * @param group the group, or null for none
     */
    MemoryConsumer(MemoryCluster cluster, FetchOrder order, String group, int maxPollRecords) {
        super(cluster);
        this.order = order;
        this.group = group;
        this.maxPollRecords = maxPollRecords;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.copyOf(assignment);
    }

    @Override
    public Set<String> subscription() {
        return topic == null ? Set.of() : Set.of(topic);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
        if (group == null || topics.size() != 1) {
            throw new IllegalStateException("A consumer in memory subscribes to one topic, as a member of a group: " + topics);
        }
        topic = topics.iterator().next();
        listener = rebalanceListener;
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        keep(Set.copyOf(partitions));
        assignment.addAll(partitions);
    }

    @Override
    public void unsubscribe() {
        leave();
        topic = null;
        keep(Set.of());
    }

    private void keep(Set<TopicPartition> partitions) {
        assignment.retainAll(partitions);
        positions.keySet().retainAll(partitions);
        paused.retainAll(partitions);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (closed) {
            throw new IllegalStateException("This consumer has already been closed.");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        do {
            if (wokenUp) {
                wokenUp = false;
                throw new WakeupException();
            }
            followGroup();
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = fetch();
            if (!fetched.isEmpty()) {
                return new ConsumerRecords<>(fetched, nextOffsets(fetched.keySet()));
            }
        } while (awaitChange(deadline));
        return ConsumerRecords.empty();
    }

    private boolean awaitChange(long deadline) {
        try {
            return cluster.await(() -> wokenUp || hasChange(), Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean hasChange() {
        if (member != null) {
            MemoryGroup coordinator = cluster.group(group);
            if (coordinator.isExpelled(member) || !coordinator.toRevoke(member).isEmpty()
                    || !coordinator.toGive(member).isEmpty()) {
                return true;
            }
        }
        return fetchable().anyMatch(partition -> !cluster.fetch(partition, position(partition), 1).isEmpty());
    }

    /** Follows the decisions of the group: joins, gives up partitions, or takes others. */
    private void followGroup() {
        if (topic == null) {
            return;
        }
        if (member != null && cluster.change(() -> cluster.group(group).isExpelled(member))) {
            Set<TopicPartition> lost = assignment();
            member = null;
            keep(Set.of());
            listener.onPartitionsLost(lost);
        }
        if (member == null) {
            member = cluster.join(group, topic, false);
        }
        Set<TopicPartition> revoked = cluster.change(() -> cluster.group(group).toRevoke(member));
        if (!revoked.isEmpty()) {
            revoke(revoked);
        }
        Set<TopicPartition> given = cluster.change(() -> cluster.group(group).give(member));
        if (!given.isEmpty()) {
            assignment.addAll(given);
            listener.onPartitionsAssigned(given);
        }
    }

    private void revoke(Set<TopicPartition> partitions) {
        // An exception of the listener must not block the other members of the group.
        try {
            listener.onPartitionsRevoked(partitions);
        } finally {
            Set<TopicPartition> left = new HashSet<>(assignment);
            left.removeAll(partitions);
            keep(left);
            cluster.change(() -> {
                cluster.group(group).revoked(member, partitions);
                return null;
            });
        }
    }

    private java.util.stream.Stream<TopicPartition> fetchable() {
        return assignment.stream().filter(partition -> !paused.contains(partition));
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
        int room = maxPollRecords;
        List<TopicPartition> partitions = fetchable().sorted(Comparator.comparingInt(TopicPartition::partition))
                .collect(Collectors.toCollection(ArrayList::new));
        requireWithin(partitions);
        for (TopicPartition partition : order.arranged(partitions)) {
            List<ConsumerRecord<byte[], byte[]>> records = cluster.fetch(partition, position(partition), order.most(room));
            if (!records.isEmpty()) {
                fetched.put(partition, records);
                positions.put(partition, records.get(records.size() - 1).offset() + 1);
                room -= records.size();
            }
        }
        return fetched;
    }

    private void requireWithin(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = cluster.ends(partitions);
        Map<TopicPartition, Long> beyond = partitions.stream()
                .filter(partition -> position(partition) > ends.get(partition))
                .collect(Collectors.toMap(Function.identity(), this::position));
        if (!beyond.isEmpty()) {
            throw new OffsetOutOfRangeException("Out of range: " + beyond, beyond);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> nextOffsets(Set<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(),
                partition -> new OffsetAndMetadata(position(partition), MemoryPartition.LEADER_EPOCH, "")));
    }

    @Override
    Map<TopicPartition, OffsetAndMetadata> consumed() {
        return nextOffsets(assignment);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        cluster.commit(group, member, offsets);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        Exception failure = null;
        try {
            cluster.commit(group, member, offsets);
        } catch (KafkaException e) {
            failure = e;
        }
        if (callback != null) {
            callback.onComplete(offsets, failure);
        }
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        requireAssigned(partition);
        positions.put(partition, offset);
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        requireAssigned(partition);
        return positions.computeIfAbsent(partition, absent -> Optional.ofNullable(group).map(cluster::committed)
                .map(committed -> committed.get(partition)).map(OffsetAndMetadata::offset)
                .orElseThrow(() -> new NoOffsetForPartitionException(partition)));
    }

    private void requireAssigned(TopicPartition partition) {
        if (!assignment.contains(partition)) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> all = cluster.committed(group);
        // A partition without a commit has a null.
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        partitions.forEach(partition -> committed.put(partition, all.get(partition)));
        return committed;
    }

    @Override
    public Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        partitions.forEach(this::requireAssigned);
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(this::requireAssigned);
        paused.removeAll(partitions);
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        long position = position(partition);
        return OptionalLong.of(cluster.ends(Set.of(partition)).get(partition) - position);
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        return new ConsumerGroupMetadata(group, 1, member == null ? "" : member.id(), Optional.empty());
    }

    @Override
    public void enforceRebalance(String reason) {
        cluster.change(() -> {
            cluster.group(group).recall(topic);
            return null;
        });
    }

    @Override
    public void close(CloseOptions options) {
        if (!closed) {
            closed = true;
            leave();
        }
    }

    private void leave() {
        if (member == null) {
            return;
        }
        try {
            if (!assignment.isEmpty()) {
                revoke(assignment());
            }
        } finally {
            cluster.leave(group, member, topic);
            member = null;
        }
    }

    @Override
    public void wakeup() {
        cluster.change(() -> wokenUp = true);
    }
}
