package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.zip.GZIPOutputStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** If the broker accepts the size of a record, the dead letter has it byte for byte. */
class DeadLetterTopicTest {

    private static final String HEADER = "eventstream.dead-letter.";
    private static DevBroker broker;
    private static Admin admin;

    private final KafkaListeners listeners = new KafkaListeners();

    @BeforeAll
    static void startBroker() {
        broker = DevBroker.builder().autoCreateTopics(false).start();
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @AfterEach
    void close() {
        listeners.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void create(String topic, int partitions, Map<String, String> configuration) {
        done(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configuration))).all()
                .toCompletionStage());
    }

    private static byte[] write(String topic, int size) {
        return write(topic, textOf(size), "none");
    }

    /** Text that can hardly be compressed. */
    private static String textOf(int size) {
        byte[] random = new byte[size];
        new Random(size).nextBytes(random);
        return Base64.getEncoder().encodeToString(random).substring(0, size);
    }

    private static String textOfCompressedSize(int size) throws IOException {
        int length = size;
        while (compressedSize(textOf(length)) < size) {
            length += 100;
        }
        return textOf(length);
    }

    private static int compressedSize(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.size();
    }

    private static byte[] write(String topic, String text, String compression) {
        byte[] value = ("{\"name\":\"large\",\"version\":1,\"payload\":{\"text\":\"" + text + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, "key".getBytes(StandardCharsets.UTF_8), value);
        record.headers().add("own", new byte[]{7});
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 10 << 20, "compression.type",
                        compression),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
        return value;
    }

    private static List<ConsumerRecord<byte[], byte[]>> lettersOf(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            await().until(() -> !consumer.partitionsFor(topic).isEmpty());
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList());
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(HEADER + name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Config configuration(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return done(admin.describeConfigs(List.of(resource)).values().get(resource).toCompletionStage());
    }

    @Test
    void aTopicThatTakesLargeEventsGetsADeadLetterTopicThatTakesThemToo() {
        create("large", 2, Map.of("max.message.bytes", "5000000", "retention.ms", "3000000", "compression.type", "lz4",
                "cleanup.policy", "compact"));
        listeners.listenAndFail(Map.of("bootstrap.servers", broker.bootstrapServers()), "large");

        byte[] value = write("large", 2 << 20);

        ConsumerRecord<byte[], byte[]> letter = lettersOf("large.dlq", 1).get(0);
        assertThat(Arrays.equals(letter.value(), value)).isTrue();
        assertThat(letter.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.headers().lastHeader("own").value()).containsExactly(7);
        assertThat(header(letter, "omitted")).isNull();
        Config config = configuration("large.dlq");
        assertThat(config.get("retention.ms").value()).isEqualTo("3000000");
        assertThat(config.get("compression.type").value()).isEqualTo("lz4");
        assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(Integer.parseInt(config.get("max.message.bytes").value())).isGreaterThan(5_000_000);
    }

    @Test
    void aRecordThatWasCompressedIsCompressedAgain() {
        create("compressed", 1, Map.of("max.message.bytes", "100000"));
        listeners.listenAndFail(Map.of("bootstrap.servers", broker.bootstrapServers()), "compressed");

        byte[] value = write("compressed", "x".repeat(3 << 20), "gzip");

        ConsumerRecord<byte[], byte[]> letter = lettersOf("compressed.dlq", 1).get(0);
        assertThat(Arrays.equals(letter.value(), value)).isTrue();
        assertThat(header(letter, "omitted")).isNull();
        assertThat(header(letter, "message")).isNotNull();
    }

    @Test
    void whatTheBusAddsGivesWayBeforeTheRecordDoes() throws IOException {
        int limit = 100_000;
        create("narrow", 1, Map.of());
        create("narrow.dlq", 1, Map.of("max.message.bytes", String.valueOf(limit)));
        listeners.listenAndFail(Map.of("bootstrap.servers", broker.bootstrapServers()), "narrow", textOf(900));

        byte[] fits = write("narrow", textOfCompressedSize(limit - 900), "none");
        write("narrow", 2 * limit);

        List<ConsumerRecord<byte[], byte[]>> letters = lettersOf("narrow.dlq", 2);
        assertThat(Arrays.equals(letters.get(0).value(), fits)).isTrue();
        assertThat(header(letters.get(0), "omitted")).contains("message");
        assertThat(header(letters.get(0), "message")).isNull();
        assertThat(letters.get(1).value()).isNull();
        assertThat(header(letters.get(1), "omitted")).contains("key, value and headers");
        assertThat(header(letters.get(1), "message")).contains(textOf(900));
        assertThat(header(letters.get(1), "offset")).isEqualTo("1");
    }

    @Test
    void aDeadLetterTopicThatWasDeletedIsMadeAgainLikeTheEventsTopic() {
        create("deleted", 3, Map.of());
        listeners.listenAndFail(Map.of("bootstrap.servers", broker.bootstrapServers()), "deleted");
        write("deleted", 10);
        lettersOf("deleted.dlq", 1);

        done(admin.deleteTopics(List.of("deleted.dlq")).all().toCompletionStage());
        write("deleted", 20);

        await().until(() -> done(admin.listTopics().names().toCompletionStage()).contains("deleted.dlq"));
        lettersOf("deleted.dlq", 1);
        assertThat(done(admin.describeTopics(List.of("deleted.dlq")).allTopicNames().toCompletionStage()).get("deleted.dlq")
                .partitions()).hasSize(3);
    }
}
