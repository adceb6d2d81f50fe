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
 * Where to begin on partitions that have just been assigned. Outlives its consumers. Confined to the polling thread.
 * <p>
 * A partition that the group has committed goes on from there. A group that has committed nothing of the topic begins where its
 * listeners say: the member that holds the lowest partition finds out where that is in all partitions, and commits it, before
 * anything is fetched; the others wait for that, for a bounded time. So where a group begins is settled once, for all partitions,
 * and one without a commit was added later, or another client of the group has not committed it: it begins at its start, whatever
 * the listeners say, as do all partitions of a topic that was missing at first, or was created again.
 */
final class StartPositions {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Offset offset;
    private final InitialPartitions topicAtFirst;
    private final TopicIdentity identity;
    private final BrokerQuestions questions;
    /** Where a session before this one began, or where one without a group left off. */
    private final Map<TopicPartition, Position> known = new HashMap<>();
    /** Whether there have been positions that are not there, or not {@link #known}, any more. */
    private boolean begun;
    private int generation;

    /**
     * Where to begin.
     *
     * @param positions of the partitions that were assigned
     * @param uncommitted what has to be committed before anything is fetched, also of partitions that others hold
     * @param ofNewTopic those of which another topic of the same name was committed
     */
    record Starts(Map<TopicPartition, Position> positions, Map<TopicPartition, Position> uncommitted,
            Set<TopicPartition> ofNewTopic) {}

    StartPositions(Offset offset, InitialPartitions topicAtFirst, TopicIdentity identity, BrokerQuestions questions) {
        this.offset = offset;
        this.topicAtFirst = topicAtFirst;
        this.identity = identity;
        this.questions = questions;
    }

    /** Which topic it is. */
    TopicIdentity identity() {
        return identity;
    }

    /** Where a member of a group begins. */
    Starts ofGroup(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return new Starts(Map.of(), Map.of(), Set.of());
        }
        learnOfTopic();
        Set<TopicPartition> all = allPartitions(consumer, partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = committed(consumer, all, partitions);
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(committed.keySet());
        boolean settlesAll = isNew(committed) && leads(partitions, all) && !offset.equals(Offset.EARLIEST);
        Map<TopicPartition, Position> uncommitted = fresh.isEmpty()
                ? new HashMap<>()
                : starts(consumer, settlesAll ? all : fresh, isNew(committed));
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

    /** Where one without a group begins: where one before it left off, or else where the listeners say. */
    Map<TopicPartition, Position> ofAll(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        learnOfTopic();
        Map<TopicPartition, Position> positions = starts(consumer, Set.copyOf(partitions), isNew(Map.of()));
        begun = true;
        known.putAll(positions);
        return positions;
    }

    /** One without a group lets go of a partition: nobody but this remembers what it has dealt with. */
    void leave(TopicPartition partition, Position position) {
        if (generation == identity.generation()) {
            known.put(partition, position);
        }
    }

    private void learnOfTopic() {
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
        Set<TopicPartition> all = questions.ask(() -> consumer.partitionsFor(topic)).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toCollection(HashSet::new));
        all.addAll(partitions);
        return all;
    }

    /** What the group has committed; waits where another member is to settle where it begins. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Consumer<?, ?> consumer, Set<TopicPartition> all,
            Collection<TopicPartition> partitions) {
        boolean isSettledHere = offset.equals(Offset.EARLIEST) || leads(partitions, all);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(questions.ask(() -> consumer.committed(all)));
            committed.values().removeIf(Objects::isNull);
            if (isSettledHere || !isNew(committed) || System.nanoTime() - deadline > 0 || questions.stopping().getAsBoolean()
                    || Thread.currentThread().isInterrupted()) {
                return committed;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Whether consumption begins just now, of a topic that was there. */
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
        new OffsetLookup(consumer, questions).positions(isNew ? offset : Offset.EARLIEST, unknown)
                .forEach((partition, start) -> starts.put(partition, Position.at(start)));
        return starts;
    }
}
