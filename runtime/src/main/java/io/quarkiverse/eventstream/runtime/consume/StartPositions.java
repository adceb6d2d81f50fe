package io.quarkiverse.eventstream.runtime.consume;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.Offset;

/**
 * Where to begin on partitions that have just been assigned. Confined to the polling thread.
 * <p>
 * A partition that the group has committed goes on from there. Any other begins where the listeners say, and that position is
 * committed at once, by {@link OffsetCommits}: a group that begins at the end and is stopped before its first event would otherwise begin at a later end,
 * and lose what came between. A partition that was added to the topic after the group began, or
 * with it because the topic was not there yet, begins at its start: see {@link TopicAtFirst}.
 */
final class StartPositions {

    private final Offset offset;
    private final TopicAtFirst topicAtFirst;
    private final BrokerQuestions questions;
    private final Map<TopicPartition, Long> leftAt = new HashMap<>();

    StartPositions(Offset offset, TopicAtFirst topicAtFirst, BrokerQuestions questions) {
        this.offset = offset;
        this.topicAtFirst = topicAtFirst;
        this.questions = questions;
    }

    /**
     * Positions the consumer of a group.
     *
     * @return the partitions that the group has not committed
     */
    Set<TopicPartition> applyToGroup(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> all = allPartitions(consumer, partitions.iterator().next().topic());
        all.addAll(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = questions.ask(() -> consumer.committed(all));
        topicAtFirst.learn(committed.values(), all.size());
        Set<TopicPartition> fresh = partitions.stream().filter(partition -> committed.get(partition) == null)
                .collect(Collectors.toSet());
        seek(consumer, fresh);
        return fresh;
    }

    /** Positions a consumer without a group: where one before it left off, or else where the listeners say. */
    void applyToAll(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        topicAtFirst.learn(Set.of(), partitions.size());
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(leftAt.keySet());
        seek(consumer, fresh);
        leftAt.forEach((partition, position) -> {
            if (partitions.contains(partition)) {
                consumer.seek(partition, position);
            }
        });
    }

    /** A consumer without a group lets go of a partition: nobody but this remembers what it has dealt with. */
    void leave(TopicPartition partition, long position) {
        leftAt.put(partition, position);
    }

    private Set<TopicPartition> allPartitions(Consumer<?, ?> consumer, String topic) {
        return questions.ask(() -> consumer.partitionsFor(topic)).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toCollection(HashSet::new));
    }

    private void seek(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        Map<Boolean, List<TopicPartition>> fromTheirStart = partitions.stream()
                .collect(Collectors.partitioningBy(this::beginsAtItsStart));
        OffsetLookup lookup = new OffsetLookup(consumer, questions);
        lookup.positions(Offset.EARLIEST, fromTheirStart.get(true)).forEach(consumer::seek);
        lookup.positions(offset, fromTheirStart.get(false)).forEach(consumer::seek);
    }

    private boolean beginsAtItsStart(TopicPartition partition) {
        return offset.equals(Offset.LATEST) && !topicAtFirst.had(partition);
    }
}
