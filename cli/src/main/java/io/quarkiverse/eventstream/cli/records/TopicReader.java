package io.quarkiverse.eventstream.cli.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.connect.KafkaFailures;
import io.quarkiverse.eventstream.cli.connect.MissingTopic;
import io.quarkiverse.eventstream.cli.console.CommandException;

/**
 * Reads all partitions of topics, without a group, so that the offsets of no group move. Holds no more records than one poll returns.
 * Confined to one thread, except for {@link #stop}.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Connection connection;
    private final List<String> topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    /** The number of partitions of each topic that are read. */
    private final Map<String, Integer> read = new LinkedHashMap<>();

    /**
     * Connects.
     *
     * @throws CommandException if that is not possible
     */
    public TopicReader(Connection connection, List<String> topics) {
        this.connection = connection;
        this.topics = List.copyOf(topics);
        try {
            this.consumer = connection.consumer();
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    /** Receives the records. */
    public interface Sink {

        /**
         * Receives a record.
         *
         * @return false to stop reading
         */
        boolean take(ConsumerRecord<byte[], byte[]> record);

        /** Whether to wait for records after the end of the topics at the start. */
        boolean waits();
    }

    /**
     * Reads until the sink stops or, if it does not wait, the end is reached.
     *
     * @throws CommandException if a topic does not exist or can't be read
     */
    public void read(StartPosition from, Sink sink) {
        try {
            Map<TopicPartition, Long> ends = begin(from);
            while (sink.waits() || !isAtEnd(ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!sink.take(record)) {
                        return;
                    }
                }
                addNewPartitions();
            }
        } catch (WakeupException e) {
            // Stopped: the records so far count.
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    /**
     * The number of partitions of a topic.
     *
     * @return 0 if it does not exist
     */
    public int partitionCount(String topic) {
        try {
            return partitions(topic).size();
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    private List<PartitionInfo> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null ? List.of() : found;
    }

    /** Returns the offsets after the last records. */
    private Map<TopicPartition, Long> begin(StartPosition from) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> found = partitions(topic);
            if (found.isEmpty()) {
                throw MissingTopic.of(topic, connection, consumer.listTopics().keySet());
            }
            read.put(topic, found.size());
            found.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        from.in(all, consumer).forEach(consumer::seek);
        return ends;
    }

    /** A topic may get partitions while it is followed. Kafka's client asks for them once in a while; this only looks. */
    private void addNewPartitions() {
        List<TopicPartition> added = new ArrayList<>();
        for (String topic : topics) {
            int count = Math.max(partitions(topic).size(), read.get(topic));
            for (int partition = read.get(topic); partition < count; partition++) {
                added.add(new TopicPartition(topic, partition));
            }
            read.put(topic, count);
        }
        if (!added.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>(consumer.assignment());
            all.addAll(added);
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    private boolean isAtEnd(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Stops reading; may be called on any thread. */
    public void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
