package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The queries of Kafka's consumer about topics and offsets of the cluster.
 */
abstract class ClusterQueries extends ConsumerOverloads {

    final MemoryCluster cluster;

    ClusterQueries(MemoryCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String wanted, Duration timeout) {
        return infos(wanted, cluster.partitionsOfNew(wanted));
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        return cluster.topics().stream()
                .collect(Collectors.toMap(Function.identity(), found -> infos(found, cluster.partitions(found))));
    }

    private static List<PartitionInfo> infos(String topic, int partitions) {
        return IntStream.range(0, partitions).mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
                .toList();
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration timeout) {
        times.forEach((partition, timestamp) -> {
            if (timestamp < 0) {
                throw new IllegalArgumentException(
                        "The timestamp for " + partition + " must not be negative: " + timestamp);
            }
        });
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, timestamp) -> found.put(partition, cluster.firstSince(partition, timestamp)
                .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp())).orElse(null)));
        return found;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> 0L));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return cluster.ends(partitions);
    }
}
