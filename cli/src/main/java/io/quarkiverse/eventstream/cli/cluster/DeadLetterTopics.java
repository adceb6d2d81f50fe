package io.quarkiverse.eventstream.cli.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/**
 * Finds dead-letter topics: those that have a journal, the suffix of dead-letter topics, or a dead letter as the last record of a partition.
 */
public final class DeadLetterTopics {

    static final String SUFFIX = ".dlq";

    private DeadLetterTopics() {}

    /**
     * Asks the broker.
     *
     * @return in the order of their names
     */
    public static Collection<String> find(Connection connection) {
        try (ClusterReader cluster = new ClusterReader(connection); RecordProbe records = new RecordProbe(connection)) {
            Map<String, TopicDescription> topics = cluster.topics();
            Set<String> found = new TreeSet<>();
            Set<String> others = new TreeSet<>(topics.keySet());
            for (String topic : topics.keySet()) {
                String journal = JournalEntry.journalOf(topic);
                if (topic.endsWith(SUFFIX) || topics.containsKey(journal)) {
                    found.add(topic);
                    // Its entries have the headers of letters.
                    others.remove(journal);
                }
            }
            others.removeAll(found);
            List<TopicPartition> partitions = new ArrayList<>();
            others.forEach(topic -> IntStream.range(0, topics.get(topic).partitions().size())
                    .forEach(number -> partitions.add(new TopicPartition(topic, number))));
            records.last(records.ranges(partitions)).forEach((partition, last) -> {
                if (isLetter(last)) {
                    found.add(partition.topic());
                }
            });
            return found;
        }
    }

    private static boolean isLetter(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .anyMatch(header -> header.key().startsWith(DeadLetter.HEADER));
    }
}
