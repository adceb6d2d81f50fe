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
 * Resolves an {@link Offset} to positions in partitions. Confined to the polling thread.
 */
record OffsetLookup(Consumer<?, ?> consumer, BrokerRequests requests) {

    /** The offset of the next record to read in each partition, within the offsets that the partition holds. */
    Map<TopicPartition, Long> positions(Offset offset, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return switch (offset.kind()) {
            case EARLIEST -> requests.send(() -> consumer.beginningOffsets(partitions));
            case LATEST -> ends(partitions);
            case ABSOLUTE -> {
                Map<TopicPartition, Long> beginnings = requests.send(() -> consumer.beginningOffsets(partitions));
                Map<TopicPartition, Long> ends = ends(partitions);
                yield perPartition(partitions, partition -> Math.max(beginnings.get(partition),
                        Math.min(offset.position().getAsLong(), ends.get(partition))));
            }
            case INSTANT -> {
                Map<TopicPartition, Long> times = perPartition(partitions,
                        partition -> timestamp(offset.instant().orElseThrow()));
                // The ends first: where no record is found, records that are written meanwhile must not be passed over.
                Map<TopicPartition, Long> ends = ends(partitions);
                Map<TopicPartition, OffsetAndTimestamp> found = requests.send(() -> consumer.offsetsForTimes(times));
                yield perPartition(partitions, partition -> found.get(partition) == null
                        ? ends.get(partition)
                        : found.get(partition).offset());
            }
        };
    }

    /** Kafka's client refuses timestamps before the epoch. */
    private static long timestamp(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? 0 : instant.toEpochMilli();
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return requests.send(() -> consumer.endOffsets(partitions));
    }

    private static Map<TopicPartition, Long> perPartition(Collection<TopicPartition> partitions,
            Function<TopicPartition, Long> position) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, position));
    }
}
