package io.quarkiverse.eventstream.operations.runtime.redrive;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerSettings;

/**
 * The commands of a journal that are completed, although the group has not committed their offsets: because an instance has crashed between
 * the outcome and the commit, or because the committed offsets of a group that was away for long have expired. A later entry of the same
 * letter says so. Read once, before the journal is consumed. Immutable.
 *
 * @param lastEntries the offset of the last entry, by partition and letter
 */
record CompletedCommands(Map<TopicPartition, Map<ByteBuffer, Long>> lastEntries) {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECORDS = 500;
    private static final int FETCH_BYTES = 1 << 20;

    /** Reads a journal from the committed offsets of a group, or from its beginning, to its end. Blocks. */
    static CompletedCommands read(Broker broker, String journal, String group) {
        Consumer<byte[], byte[]> consumer = broker.open(
                new ConsumerSettings(group, journal, new ByteArrayDeserializer(), RECORDS, FETCH_BYTES, FETCH_BYTES));
        try {
            return new CompletedCommands(lastEntries(consumer, journal));
        } finally {
            broker.closing(consumer);
            consumer.close();
        }
    }

    private static Map<TopicPartition, Map<ByteBuffer, Long>> lastEntries(Consumer<byte[], byte[]> consumer, String journal) {
        List<TopicPartition> partitions = consumer.partitionsFor(journal).stream()
                .map(partition -> new TopicPartition(journal, partition.partition())).toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seekToCommitted(consumer, partitions);
        Map<TopicPartition, Map<ByteBuffer, Long>> last = new HashMap<>();
        long began = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("It was not read to its end within " + PATIENCE.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                if (entry.key() != null) {
                    last.computeIfAbsent(new TopicPartition(journal, entry.partition()), absent -> new HashMap<>())
                            .put(ByteBuffer.wrap(entry.key()), entry.offset());
                }
            }
        }
        return last;
    }

    private static void seekToCommitted(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            long beginning = beginnings.get(partition);
            consumer.seek(partition, offset == null ? beginning : Math.max(beginning, offset.offset()));
        }
    }

    /** Whether an entry of the same letter followed a command. */
    boolean contains(ConsumerRecord<byte[], byte[]> command) {
        Long last = lastEntries
                .getOrDefault(new TopicPartition(command.topic(), command.partition()), Map.of())
                .get(ByteBuffer.wrap(command.key()));
        return last != null && last > command.offset();
    }
}
