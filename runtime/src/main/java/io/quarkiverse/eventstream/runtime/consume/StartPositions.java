package io.quarkiverse.eventstream.runtime.consume;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * Determines where assigned partitions begin. Outlives sessions. Confined to the polling thread.
 * <ul>
 * <li>A partition that the group has committed continues from the committed offset.
 * <li>A group that has committed nothing of the topic begins at the offset of its listeners. The member that holds the lowest
 * partition looks this offset up in all partitions, and commits the positions before anything is fetched; the others wait for the
 * commit, for a bounded time. So the start of a group is determined once, for all partitions.
 * <li>A partition without a commit, in a topic of which others are committed, was added later, or another client of the group has
 * not committed it. It begins at its start, whatever the listeners' offset.
 * <li>All partitions of a topic that was missing at first, or was created again, begin at their start.
 * </ul>
 */
final class StartPositions {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Offset offset;
    private final InitialTopicCheck topicAtFirst;
    private final TopicIdentity identity;
    private final BrokerRequests requests;
    /** Where an earlier session began, or where one without a group ended. */
    private final Map<TopicPartition, Position> known = new HashMap<>();
    /** Whether consumption has begun before, even if the positions are not committed or {@link #known} any more. */
    private boolean begun;
    private int generation;

    /**
     * Where a member begins.
     *
     * @param positions of the partitions that were assigned
     * @param uncommitted the positions to commit before anything is fetched, including partitions of other members
     * @param ofNewTopic the partitions for which the group has committed another topic of the same name
     */
    record Starts(Map<TopicPartition, Position> positions, Map<TopicPartition, Position> uncommitted,
            Set<TopicPartition> ofNewTopic) {}

    StartPositions(Offset offset, InitialTopicCheck topicAtFirst, TopicIdentity identity, BrokerRequests requests) {
        this.offset = offset;
        this.topicAtFirst = topicAtFirst;
        this.identity = identity;
        this.requests = requests;
    }

    TopicIdentity identity() {
        return identity;
    }

    /** Determines where a member of a group begins. */
    Starts resolveForGroup(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return new Starts(Map.of(), Map.of(), Set.of());
        }
        learnTopic();
        Set<TopicPartition> all = allPartitions(consumer, partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = committed(consumer, all, partitions);
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(committed.keySet());
        boolean determinesAll = isNew(committed) && leads(partitions, all) && !offset.equals(Offset.EARLIEST);
        Map<TopicPartition, Position> uncommitted = fresh.isEmpty()
                ? new HashMap<>()
                : starts(consumer, determinesAll ? all : fresh, isNew(committed));
        known.putAll(uncommitted);
        begun |= !committed.isEmpty();
        Map<TopicPartition, Position> positions = new HashMap<>();
        Set<TopicPartition> ofNewTopic = new HashSet<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata there = committed.get(partition);
            if (there != null && identity.isOther(CommittedOffset.topic(there))) {
                ofNewTopic.add(partition);
                uncommitted.put(partition, Position.at(0));
            }
            positions.put(partition, uncommitted.containsKey(partition) ? uncommitted.get(partition) : Position.of(there));
        }
        return new Starts(positions, uncommitted, ofNewTopic);
    }

    /** Determines where a consumer without a group begins: where an earlier session ended, else at the offset of the listeners. */
    Map<TopicPartition, Position> resolveWithoutGroup(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        learnTopic();
        Map<TopicPartition, Position> positions = starts(consumer, Set.copyOf(partitions), isNew(Map.of()));
        begun = true;
        known.putAll(positions);
        return positions;
    }

    /** Remembers where a consumer without a group ended: no broker does. */
    void remember(TopicPartition partition, Position position) {
        if (generation == identity.generation()) {
            known.put(partition, position);
        }
    }

    private void learnTopic() {
        topicAtFirst.noteFound();
        identity.learn();
        if (generation != identity.generation()) {
            generation = identity.generation();
            known.clear();
            begun = true;
        }
    }

    private Set<TopicPartition> allPartitions(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        String topic = partitions.iterator().next().topic();
        Set<TopicPartition> all = requests.send(() -> consumer.partitionsFor(topic)).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toCollection(HashSet::new));
        all.addAll(partitions);
        return all;
    }

    /** The offsets that the group has committed; waits while another member has to determine where a new group begins. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Consumer<?, ?> consumer, Set<TopicPartition> all,
            Collection<TopicPartition> partitions) {
        boolean isDeterminedHere = offset.equals(Offset.EARLIEST) || leads(partitions, all);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(requests.send(() -> consumer.committed(all)));
            committed.values().removeIf(Objects::isNull);
            if (isDeterminedHere || !isNew(committed) || System.nanoTime() - deadline > 0 || requests.stopping().getAsBoolean()
                    || Thread.currentThread().isInterrupted()) {
                return committed;
            }
            LockSupport.parkNanos(RECHECK_NANOS);
        }
    }

    /** Whether consumption begins now, and the topic existed before. */
    private boolean isNew(Map<TopicPartition, OffsetAndMetadata> committed) {
        return committed.isEmpty() && !begun && !topicAtFirst.wasMissing();
    }

    private static boolean leads(Collection<TopicPartition> partitions, Set<TopicPartition> all) {
        return partitions.contains(all.stream().min(Comparator.comparingInt(TopicPartition::partition)).orElseThrow());
    }

    private Map<TopicPartition, Position> starts(Consumer<?, ?> consumer, Set<TopicPartition> partitions, boolean isNew) {
        Map<TopicPartition, Position> starts = new HashMap<>(known);
        starts.keySet().retainAll(partitions);
        List<TopicPartition> unknown = partitions.stream().filter(partition -> !starts.containsKey(partition)).toList();
        new OffsetLookup(consumer, requests).positions(isNew ? offset : Offset.EARLIEST, unknown)
                .forEach((partition, start) -> starts.put(partition, Position.at(start)));
        return starts;
    }
}
