package io.quarkiverse.eventstream.operations.deployment.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.StreamConnection;

/** Reads and writes records of the default stream, whatever its provider. */
@ApplicationScoped
public class RawTopics {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    EventStreams streams;

    private StreamConnection connection() {
        return streams.access(EventStreamConfig.DEFAULT_STREAM).connection();
    }

    /** All records of partition 0; empty if there is no such topic. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        if (!connection().broker().orElseThrow().topicExists(topic).toCompletableFuture().join()) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = connection().broker().orElseThrow()
                .open(new ConsumerSettings(null, topic, new ByteArrayDeserializer(), 100, 1 << 20, 1 << 20))) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Writes an entry to the journal of a dead-letter topic, which is created if it is missing. */
    void command(String deadLetterTopic, JournalEntry entry) {
        String journal = JournalEntry.journalOf(deadLetterTopic);
        connection().createCompactedTopic(journal, deadLetterTopic).toCompletableFuture().join();
        try (ExclusiveWriter writer = connection().openWriter(journal, TIMEOUT).orElseThrow()) {
            writer.write(List.of(entry.toRecord(journal)));
        }
    }
}
