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
 * and lose what came between. A partition that was added to the topic while the consumer ran begins at its start, since its
 * first events were published after the group began.
 */
final class StartPositions {

    private final Offset offset;
    private final BrokerQuestions questions;
    private int partitionsAtFirst = Integer.MAX_VALUE;

    StartPositions(Offset offset, BrokerQuestions questions) {
        this.offset = offset;
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
        rememberPartitionCount(consumer, partitions.iterator().next().topic());
        Map<TopicPartition, OffsetAndMetadata> committed = questions.ask(() -> consumer.committed(Set.copyOf(partitions)));
        Set<TopicPartition> fresh = partitions.stream().filter(partition -> committed.get(partition) == null)
                .collect(Collectors.toSet());
        if (!fresh.isEmpty()) {
            seek(consumer, fresh);
        }
        return fresh;
    }

    /** Positions a consumer without a group. */
    void applyToAll(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        rememberPartitionCount(consumer, partitions.iterator().next().topic());
        seek(consumer, Set.copyOf(partitions));
    }

    private void rememberPartitionCount(Consumer<?, ?> consumer, String topic) {
        if (partitionsAtFirst == Integer.MAX_VALUE) {
            partitionsAtFirst = questions.ask(() -> consumer.partitionsFor(topic)).size();
        }
    }

    private void seek(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        Set<TopicPartition> added = partitions.stream().filter(partition -> partition.partition() >= partitionsAtFirst)
                .collect(Collectors.toSet());
        Set<TopicPartition> others = new HashSet<>(partitions);
        others.removeAll(added);
        Map<TopicPartition, Long> positions = new HashMap<>();
        if (!added.isEmpty()) {
            positions.putAll(questions.ask(() -> consumer.beginningOffsets(added)));
        }
        if (!others.isEmpty()) {
            positions.putAll(positionsByOffset(consumer, others));
        }
        positions.forEach(consumer::seek);
    }

    private Map<TopicPartition, Long> positionsByOffset(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        if (offset.kind() == Offset.Kind.EARLIEST) {
            return questions.ask(() -> consumer.beginningOffsets(partitions));
        }
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
