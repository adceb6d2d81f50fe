package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
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
        Set<TopicPartition> fromTheirStart = partitions.stream().filter(this::beginsAtItsStart).collect(Collectors.toSet());
        Set<TopicPartition> others = new HashSet<>(partitions);
        others.removeAll(fromTheirStart);
        if (!fromTheirStart.isEmpty()) {
            questions.ask(() -> consumer.beginningOffsets(fromTheirStart)).forEach(consumer::seek);
        }
        if (!others.isEmpty()) {
            positionsByOffset(consumer, others).forEach(consumer::seek);
        }
    }

    private boolean beginsAtItsStart(TopicPartition partition) {
        return switch (offset.kind()) {
            case EARLIEST -> true;
            case LATEST -> !topicAtFirst.had(partition);
            case ABSOLUTE, INSTANT -> false;
        };
    }

    private Map<TopicPartition, Long> positionsByOffset(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = questions.ask(() -> consumer.endOffsets(partitions));
        return switch (offset.kind()) {
            case ABSOLUTE -> {
                Map<TopicPartition, Long> beginnings = questions.ask(() -> consumer.beginningOffsets(partitions));
                yield perPartition(partitions, partition -> Math.max(beginnings.get(partition),
                        Math.min(offset.position(), ends.get(partition))));
            }
            case INSTANT -> {
                Map<TopicPartition, Long> times = perPartition(partitions, partition -> offset.instant().toEpochMilli());
                Map<TopicPartition, OffsetAndTimestamp> found = questions.ask(() -> consumer.offsetsForTimes(times));
                yield perPartition(partitions, partition -> found.get(partition) == null
                        ? ends.get(partition)
                        : found.get(partition).offset());
            }
            default -> ends;
        };
    }

    private static Map<TopicPartition, Long> perPartition(Set<TopicPartition> partitions,
            Function<TopicPartition, Long> position) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, position));
    }
}
