package io.quarkiverse.eventstream.cli.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.cli.cluster.TopicSummary.Content;
import io.quarkiverse.eventstream.cli.cluster.TopicSummary.DeadLetters;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.records.ReadRecord;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

/** Collects the summaries of topics. */
public final class TopicOverview {

    private final EventCodec codec = new EventCodec(new ObjectMapper());
    private final Map<String, TopicDescription> topics;
    private final List<ClusterReader.Group> groups;
    private final Map<TopicPartition, PartitionRange> ranges = new HashMap<>();
    private final Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last;
    private final List<String> shown;

    private TopicOverview(ClusterReader cluster, RecordProbe records, Predicate<String> filter) {
        this.topics = cluster.topics();
        this.groups = cluster.groups();
        this.shown = topics.keySet().stream().filter(filter).toList();
        List<TopicPartition> wanted = new ArrayList<>();
        for (String topic : shown) {
            wanted.addAll(partitions(topic));
            if (topics.containsKey(topic + DeadLetterTopics.SUFFIX)) {
                wanted.addAll(partitions(topic + DeadLetterTopics.SUFFIX));
            }
        }
        ranges.putAll(records.ranges(wanted.stream().distinct().toList()));
        Map<TopicPartition, PartitionRange> ofShown = new HashMap<>(ranges);
        ofShown.keySet().removeIf(partition -> !filter.test(partition.topic()));
        this.last = records.last(ofShown);
    }

    /**
     * Asks the broker.
     *
     * @param filter the topics that are wanted
     * @return in the order of their names
     */
    public static List<TopicSummary> read(Connection connection, Predicate<String> filter) {
        try (ClusterReader cluster = new ClusterReader(connection); RecordProbe records = new RecordProbe(connection)) {
            TopicOverview overview = new TopicOverview(cluster, records, filter);
            return overview.shown.stream().map(overview::summary).toList();
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, topics.get(topic).partitions().size()).mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    private long records(String topic) {
        return partitions(topic).stream().mapToLong(partition -> ranges.get(partition).records()).sum();
    }

    private TopicSummary summary(String topic) {
        List<ReadRecord> records = partitions(topic).stream().filter(last::containsKey)
                .map(partition -> ReadRecord.of(last.get(partition), codec)).toList();
        Instant lastEvent = records.stream().filter(ReadRecord::isEvent).map(ReadRecord::timestamp)
                .filter(time -> time != null).max(Instant::compareTo).orElse(null);
        String letters = topic + DeadLetterTopics.SUFFIX;
        return new TopicSummary(topic, partitions(topic).size(), records(topic), content(records), lastEvent,
                topics.containsKey(letters) ? new DeadLetters(letters, records(letters)) : null, lags(topic));
    }

    private static Content content(List<ReadRecord> records) {
        boolean events = records.stream().anyMatch(ReadRecord::isEvent);
        boolean others = records.stream().anyMatch(record -> !record.isEvent() && !record.isTombstone());
        if (events) {
            return others ? Content.BOTH : Content.EVENTS;
        }
        return others ? Content.OTHERS : Content.NONE;
    }

    private Map<String, Long> lags(String topic) {
        Map<String, Long> lags = new TreeMap<>();
        for (ClusterReader.Group group : groups) {
            group.committed().forEach((partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null && ranges.containsKey(partition)) {
                    lags.merge(group.description().groupId(), ranges.get(partition).lag(offset.offset()), Long::sum);
                }
            });
        }
        return lags;
    }
}
