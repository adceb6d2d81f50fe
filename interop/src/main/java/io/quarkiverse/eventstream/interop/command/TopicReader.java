package io.quarkiverse.eventstream.interop.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** Reads all partitions of a topic without a group. Confined to one thread, except for {@link #stop}. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int REASON_LENGTH = 1000;

    private final Connection connection;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    TopicReader(Connection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
        this.consumer = connection.consumer();
    }

    /** Receives the records. */
    interface Sink {

        /**
         * Receives a record.
         *
         * @return false to stop reading
         */
        boolean take(ConsumerRecord<byte[], byte[]> record);

        /** Whether to wait for records after the end of the topic at the start. */
        boolean waits();
    }

    /** Reads until the sink stops. */
    void read(StartOffset from, Sink sink) {
        try {
            Map<TopicPartition, Long> ends = begin(from);
            while (sink.waits() || !isAtEnd(ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!sink.take(record)) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // Stopped: the records so far count.
        } catch (TimeoutException e) {
            throw unreachable(connection, e);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /** The number of partitions of the topic; 0 if it does not exist. */
    int partitionCount() {
        try {
            return partitions().size();
        } catch (TimeoutException e) {
            throw unreachable(connection, e);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private List<PartitionInfo> partitions() {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null ? List.of() : found;
    }

    private InteropException unreadable(KafkaException failure) {
        return new InteropException("The topic " + UntrustedText.of(topic) + " can't be read: " + reason(failure));
    }

    /** Returns the offsets after the last records. */
    private Map<TopicPartition, Long> begin(StartOffset from) {
        List<PartitionInfo> found = partitions();
        if (found.isEmpty()) {
            throw new InteropException("There is no topic " + UntrustedText.of(topic) + " at " + connection.bootstrapServers()
                    + ". Give its whole name, with the prefix.");
        }
        List<TopicPartition> partitions = found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(partition -> consumer.seek(partition, from.within(firsts.get(partition), ends.get(partition))));
        return ends;
    }

    private boolean isAtEnd(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Stops reading; may be called on any thread. */
    void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    static InteropException unreachable(Connection connection, Exception failure) {
        return new InteropException("No answer from " + connection.bootstrapServers() + " in time: "
                + reason(failure) + ". Check the address, or use --verbose for the log of Kafka's client.");
    }

    static String reason(Exception failure) {
        return UntrustedText.of(failure.getMessage() == null ? failure.toString() : failure.getMessage(), REASON_LENGTH);
    }
}
