package io.quarkiverse.eventstream.test.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.WriterFencedException;

/** Writers of which one at a time may write, and compacted topics. */
abstract class ExclusiveWritingConformance extends DeliveryTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private final String name = topic + ".writer";

    ExclusiveWritingConformance(DeliveringStreamConformance stream) {
        super(stream);
    }

    private static ExclusiveWriter open(StreamConnection connection, String name) {
        return connection.openWriter(name, TIMEOUT).orElseThrow();
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, "k".getBytes(UTF_8),
                value.getBytes(UTF_8));
        record.headers().add("origin", "a test".getBytes(UTF_8));
        return record;
    }

    /** The committed records, by partition. */
    private List<String> committed(StreamConnection connection, int partitions) {
        Broker broker = connection.broker().orElseThrow();
        Set<TopicPartition> all = Set
                .copyOf(IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList());
        Map<TopicPartition, Long> ends = broker.endOffsets(all).toCompletableFuture().join();
        List<String> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = broker
                .open(new ConsumerSettings(null, topic, new ByteArrayDeserializer(), 10, 1 << 20, 1 << 20))) {
            consumer.assign(all);
            all.forEach(partition -> consumer.seek(partition, 0));
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found
                        .add(record.partition() + " " + new String(record.value(), UTF_8) + " of "
                                + new String(record.headers().lastHeader("origin").value(), UTF_8)));
            }
        }
        return found.stream().sorted().toList();
    }

    @Test
    void recordsAreWrittenToTheirPartitions() {
        createTopic(2);
        StreamConnection connection = open().connection();

        try (ExclusiveWriter writer = open(connection, name)) {
            writer.write(List.of(record(0, "1"), record(1, "2")));
            writer.write(List.of(record(1, "3")));

            assertThat(committed(connection, 2)).containsExactly("0 1 of a test", "1 2 of a test", "1 3 of a test");
        }
    }

    @Test
    void aLaterWriterOfTheNameFencesTheEarlierOnes() {
        createTopic(1);
        StreamConnection connection = open().connection();
        StreamConnection other = open().connection();

        try (ExclusiveWriter first = open(connection, name)) {
            first.write(List.of(record(0, "1")));
            try (ExclusiveWriter second = open(other, name)) {
                assertThatThrownBy(() -> first.write(List.of(record(0, "2")))).isInstanceOf(WriterFencedException.class)
                        .hasMessageContaining(name);
                second.write(List.of(record(0, "3")));
                assertThatThrownBy(() -> first.write(List.of(record(0, "4")))).isInstanceOf(EventStreamException.class);
            }
        }

        assertThat(committed(connection, 1)).containsExactly("0 1 of a test", "0 3 of a test");
    }

    @Test
    void aWriterOfAnotherNameFencesNone() {
        createTopic(1);
        StreamConnection connection = open().connection();

        try (ExclusiveWriter one = open(connection, name); ExclusiveWriter another = open(connection, name + "-2")) {
            one.write(List.of(record(0, "1")));
            another.write(List.of(record(0, "2")));
        }

        assertThat(committed(connection, 1)).hasSize(2);
    }

    @Test
    void aWriteThatFailsWritesNothing() {
        createTopic(1);
        StreamConnection connection = open().connection();

        try (ExclusiveWriter writer = connection.openWriter(name, TIMEOUT).orElseThrow()) {
            assertThatThrownBy(() -> writer.write(List.of(record(0, "1"), record(7, "no such partition"))))
                    .isInstanceOf(EventStreamException.class).hasMessageContaining(name);
            writer.write(List.of(record(0, "2")));
        }

        assertThat(committed(connection, 1)).containsExactly("0 2 of a test");
    }

    @Test
    void aCompactedTopicHasThePartitionsOfItsModel() {
        createTopic(2);
        StreamConnection connection = open().connection();
        String compacted = topic + ".compacted";

        create(connection, compacted);
        create(connection, compacted);
        assertThat(partitions(connection, compacted)).isEqualTo(2);

        createTopic(3);
        create(connection, compacted);
        await().until(() -> partitions(connection, compacted) == 3);
    }

    private void create(StreamConnection connection, String compacted) {
        connection.createCompactedTopic(compacted, topic).toCompletableFuture().join();
    }

    private static int partitions(StreamConnection connection, String of) {
        try (Consumer<byte[], byte[]> consumer = connection.broker().orElseThrow()
                .open(new ConsumerSettings(null, of, new ByteArrayDeserializer(), 1, 1 << 20, 1 << 20))) {
            return consumer.partitionsFor(of).size();
        }
    }

    @Test
    void aClosedWriterIsClosedAgainWithoutEffect() {
        createTopic(1);
        ExclusiveWriter writer = open(open().connection(), name);

        Stream.of(writer, writer).forEach(ExclusiveWriter::close);

        assertThatThrownBy(() -> writer.write(List.of(record(0, "1")))).isInstanceOf(RuntimeException.class);
    }
}
