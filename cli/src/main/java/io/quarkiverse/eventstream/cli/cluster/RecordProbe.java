package io.quarkiverse.eventstream.cli.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.connect.KafkaFailures;

/**
 * Reads single records of many partitions, some hundred partitions at a time, and gives up those that do not answer in time. Without a group.
 * Not thread-safe.
 */
final class RecordProbe implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PARTITIONS_AT_ONCE = 200;
    /** The end of a partition may have markers of transactions, which are no records: then some more are read. */
    private static final int BEFORE_END = 20;

    private final Connection connection;
    private final Consumer<byte[], byte[]> consumer;

    RecordProbe(Connection connection) {
        this.connection = connection;
        try {
            this.consumer = connection.consumer();
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    /** The existing records of partitions. */
    Map<TopicPartition, PartitionRange> ranges(Collection<TopicPartition> partitions) {
        try {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, PartitionRange> ranges = new HashMap<>();
            consumer.endOffsets(partitions).forEach(
                    (partition, end) -> ranges.put(partition, new PartitionRange(begins.get(partition), end)));
            return ranges;
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    /** The last record of each partition; without those that have none, or none near the end. */
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last(Map<TopicPartition, PartitionRange> ranges) {
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found = read(starts(ranges, 1), ranges, false);
        Map<TopicPartition, PartitionRange> others = new HashMap<>(ranges);
        others.keySet().removeAll(found.keySet());
        found.putAll(read(starts(others, BEFORE_END), others, false));
        return found;
    }

    private static Map<TopicPartition, Long> starts(Map<TopicPartition, PartitionRange> ranges, int before) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        ranges.forEach((partition, range) -> starts.put(partition, Math.max(range.begin(), range.end() - before)));
        return starts;
    }

    /** The first record of each partition from an offset on; without those that have none. */
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first(Map<TopicPartition, Long> offsets,
            Map<TopicPartition, PartitionRange> ranges) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        offsets.forEach((partition, offset) -> starts.put(partition, Math.max(offset, ranges.get(partition).begin())));
        return read(starts, ranges, true);
    }

    private Map<TopicPartition, ConsumerRecord<byte[], byte[]>> read(Map<TopicPartition, Long> starts,
            Map<TopicPartition, PartitionRange> ranges, boolean first) {
        List<TopicPartition> left = new ArrayList<>(
                starts.keySet().stream().filter(partition -> starts.get(partition) < ranges.get(partition).end()).toList());
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        try {
            for (int from = 0; from < left.size(); from += PARTITIONS_AT_ONCE) {
                readSome(left.subList(from, Math.min(left.size(), from + PARTITIONS_AT_ONCE)), starts, ranges, first, found);
            }
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
        return found;
    }

    private void readSome(List<TopicPartition> partitions, Map<TopicPartition, Long> starts,
            Map<TopicPartition, PartitionRange> ranges, boolean first,
            Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found) {
        consumer.assign(partitions);
        // An earlier call may have paused them.
        consumer.resume(partitions);
        partitions.forEach(partition -> consumer.seek(partition, starts.get(partition)));
        Set<TopicPartition> open = new HashSet<>(partitions);
        long begin = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : poll(open)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (first) {
                    found.putIfAbsent(partition, record);
                } else {
                    found.put(partition, record);
                }
            }
            open.removeIf(partition -> first && found.containsKey(partition)
                    || consumer.position(partition) >= ranges.get(partition).end());
            consumer.pause(consumer.assignment().stream().filter(partition -> !open.contains(partition)).toList());
        }
    }

    /** What may be described and not read is left out. */
    private Iterable<ConsumerRecord<byte[], byte[]>> poll(Set<TopicPartition> open) {
        try {
            return consumer.poll(POLL);
        } catch (TopicAuthorizationException e) {
            open.removeIf(partition -> e.unauthorizedTopics().contains(partition.topic()));
            consumer.assign(open);
            return List.of();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
