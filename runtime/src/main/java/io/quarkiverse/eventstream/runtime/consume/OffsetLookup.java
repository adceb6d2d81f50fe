package io.quarkiverse.eventstream.runtime.consume;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.Offset;

/**
 * Finds out where an {@link Offset} is in partitions. Confined to the polling thread.
 *
 * @param consumer whom to ask
 * @param questions how to ask
 */
record OffsetLookup(Consumer<?, ?> consumer, BrokerQuestions questions) {

    /**
     * The positions.
     *
     * @return for each partition the offset of the next record to read; within what the partition holds
     */
    Map<TopicPartition, Long> positions(Offset offset, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return switch (offset.kind()) {
            case EARLIEST -> questions.ask(() -> consumer.beginningOffsets(partitions));
            case LATEST -> ends(partitions);
            case ABSOLUTE -> {
                Map<TopicPartition, Long> beginnings = questions.ask(() -> consumer.beginningOffsets(partitions));
                Map<TopicPartition, Long> ends = ends(partitions);
                yield perPartition(partitions, partition -> Math.max(beginnings.get(partition),
                        Math.min(offset.position().getAsLong(), ends.get(partition))));
            }
            case INSTANT -> {
                Map<TopicPartition, Long> times = perPartition(partitions,
                        partition -> timestamp(offset.instant().orElseThrow()));
                // The ends first: what is written meanwhile must not be passed over where nothing is found.
                Map<TopicPartition, Long> ends = ends(partitions);
                Map<TopicPartition, OffsetAndTimestamp> found = questions.ask(() -> consumer.offsetsForTimes(times));
                yield perPartition(partitions, partition -> found.get(partition) == null
                        ? ends.get(partition)
                        : found.get(partition).offset());
            }
        };
    }

    /** Kafka's clock begins with the epoch, and its client refuses to look before that. */
    private static long timestamp(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? 0 : instant.toEpochMilli();
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return questions.ask(() -> consumer.endOffsets(partitions));
    }

    private static Map<TopicPartition, Long> perPartition(Collection<TopicPartition> partitions,
            Function<TopicPartition, Long> position) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, position));
    }
}
