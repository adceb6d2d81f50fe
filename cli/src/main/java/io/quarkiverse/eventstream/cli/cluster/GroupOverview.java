package io.quarkiverse.eventstream.cli.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.cli.connect.Connection;

/** Collects the summaries of groups. */
public final class GroupOverview {

    private final Map<TopicPartition, PartitionRange> ranges;

    private GroupOverview(Map<TopicPartition, PartitionRange> ranges) {
        this.ranges = ranges;
    }

    /**
     * Asks the broker.
     *
     * @param names the groups that are wanted; empty for all
     * @return in the order of their names, without those that do not exist
     */
    public static List<GroupSummary> read(Connection connection, List<String> names) {
        try (ClusterReader cluster = new ClusterReader(connection); RecordProbe records = new RecordProbe(connection)) {
            List<ClusterReader.Group> groups = names.isEmpty() ? cluster.groups() : cluster.groups(names);
            // Groups keep the offsets of topics that were deleted.
            Set<String> topics = cluster.topics().keySet();
            List<TopicPartition> partitions = groups.stream().flatMap(group -> partitions(group).stream())
                    .filter(partition -> topics.contains(partition.topic())).distinct().toList();
            GroupOverview overview = new GroupOverview(records.ranges(partitions));
            return groups.stream().map(group -> overview.summary(group, records)).toList();
        }
    }

    private static Set<TopicPartition> partitions(ClusterReader.Group group) {
        Set<TopicPartition> partitions = new TreeSet<>(ClusterReader.BY_NAME);
        partitions.addAll(group.committed().keySet());
        partitions.addAll(group.members().keySet());
        return partitions;
    }

    private GroupSummary summary(ClusterReader.Group group, RecordProbe records) {
        Map<TopicPartition, String> members = group.members();
        List<GroupPartition> partitions = new ArrayList<>();
        Map<TopicPartition, Long> behind = new HashMap<>();
        for (TopicPartition partition : partitions(group)) {
            PartitionRange range = ranges.get(partition);
            if (range != null) {
                OffsetAndMetadata offset = group.committed().get(partition);
                Long committed = offset == null ? null : offset.offset();
                long lag = committed == null ? 0 : range.lag(committed);
                partitions.add(new GroupPartition(partition, committed, range.end(), lag, null, members.get(partition)));
                if (lag > 0) {
                    behind.put(partition, committed);
                }
            }
        }
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> waiting = records.first(behind, ranges);
        partitions.replaceAll(partition -> partition.waitingSince(time(waiting.get(partition.partition()))));
        return new GroupSummary(group.description().groupId(), group.description().groupState().toString(),
                group.description().members().size(), partitions);
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        return record == null || record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp());
    }
}
