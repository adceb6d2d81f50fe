package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * The broker holds more records than the heap, in many partitions or for many groups: all are delivered, and memory does not run out. The
 * services run in JVMs of their own, which end at once if it does.
 */
class SmallHeapTest {

    private static final int PATIENCE_MINUTES = 10;
    private static final DevBroker BROKER = DevBroker.start();
    private static final Map<String, Object> KAFKA = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            BROKER.bootstrapServers());

    @TempDir
    Path directory;

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void sixtyFourPartitionsOfLargeEvents() throws Exception {
        publish("wide", 64, 1280, 50_000, "none");

        assertThat(listen("-Xmx128m", 1280, 5, Ordering.PARTITION, "wide:billing")).contains(SmallHeapProgram.DONE);
    }

    @Test
    void manyGroupsOnASmallHeap() throws Exception {
        publish("shared", 4, 1000, 10_000, "none");

        assertThat(listen("-Xmx64m", 1000, 1, Ordering.KEY,
                Stream.of("a", "b", "c", "d", "e", "f").map(group -> "shared:" + group).toArray(String[]::new)))
                .contains(SmallHeapProgram.DONE);
    }

    @Test
    void eventsThatAreHundredsOfTimesAsLargeOnceTheyAreUnpacked() throws Exception {
        publish("packed", 4, 200, 500_000, "lz4");

        assertThat(listen("-Xmx64m", 200, 1, Ordering.PARTITION, "packed:billing")).contains(SmallHeapProgram.DONE);
    }

    private static void publish(String topic, int partitions, int events, int size, String compression)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(KAFKA)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        }
        Map<String, Object> properties = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, BROKER.bootstrapServers(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG, compression,
                // A broker that does not lead a new partition yet may refuse a first batch, accept a second, and then never accept the
                // first.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        List<Future<RecordMetadata>> written = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < events; number++) {
                ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, number % partitions,
                        ("key" + number % 100).getBytes(StandardCharsets.US_ASCII), value(number, size));
                // An unread header keeps the buffer of its whole fetch in memory.
                event.headers().add("trace", new byte[16]);
                written.add(producer.send(event));
            }
            for (Future<RecordMetadata> record : written) {
                record.get();
            }
        }
    }

    private static byte[] value(int number, int size) {
        return ("{\"id\":\"" + number + "\",\"name\":\"e\",\"payload\":{\"text\":\"" + "x".repeat(size) + "\"}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The output of the service until it had all events, or its memory ran out. */
    private String listen(String heap, int events, int millis, Ordering ordering, String... topicsAndGroups)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(heap, "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), SmallHeapProgram.class.getName(),
                BROKER.bootstrapServers(), String.valueOf(events), String.valueOf(millis), ordering.name()));
        arguments.addAll(List.of(topicsAndGroups));
        Path file = Files.write(directory.resolve("arguments"), arguments);
        Path said = directory.resolve("said");
        Process service = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + file)
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        if (!service.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            service.destroyForcibly().waitFor();
        }
        String text = Files.readString(said);
        assertThat(text).doesNotContain("OutOfMemoryError");
        return text;
    }
}
