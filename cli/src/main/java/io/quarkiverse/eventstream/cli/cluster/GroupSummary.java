package io.quarkiverse.eventstream.cli.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A group and its partitions.
 *
 * @param state Kafka's name of the state, such as {@code Stable} or {@code Empty}
 * @param partitions those with a committed offset or a member, in the order of topics and partitions
 */
public record GroupSummary(String group, String state, int members, List<GroupPartition> partitions) {

    /** The partitions by topic, in the order of topics. */
    public Map<String, List<GroupPartition>> byTopic() {
        return partitions.stream().collect(
                Collectors.groupingBy(partition -> partition.partition().topic(), TreeMap::new, Collectors.toList()));
    }

    /** The lag of partitions together. */
    public static long lag(List<GroupPartition> partitions) {
        return partitions.stream().mapToLong(GroupPartition::lag).sum();
    }
}
