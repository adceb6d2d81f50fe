package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * A replica that was not in sync becomes the leader: the broker loses records that it had acknowledged. Kafka's own consumer, in the same
 * steps, is the baseline.
 */
class UncleanElectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** A running service consumes the one, a stopped service the other. */
    private static final String RUNNING = "running";
    private static final String AWAY = "away";

    private final DevBroker cluster = DevBroker.builder().nodes(3).autoCreateTopics(false)
            .property("unclean.leader.election.enable", "true").property("min.insync.replicas", "1")
            .startTimeout(Duration.ofMinutes(3)).start();
    private final Map<String, Object> client = Map.of("bootstrap.servers", cluster.bootstrapServers());
    private final Admin admin = Admin.create(client);
    private final KafkaListeners running = new KafkaListeners();
    private final KafkaListeners before = new KafkaListeners();
    private final KafkaListeners after = new KafkaListeners();

    @AfterEach
    void close() {
        Stream.of(running, before, after).forEach(KafkaListeners::close);
        admin.close(Duration.ZERO);
        cluster.close();
    }

    private void send(String kind, int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String id : ids(kind, count)) {
                byte[] event = ("{\"id\":\"" + id + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(RUNNING, 0, null, event)).get();
                producer.send(new ProducerRecord<>(AWAY, 0, null, event)).get();
            }
        }
    }

    private static List<String> ids(String kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> kind + i).toList();
    }

    private TopicPartitionInfo partition(String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().get(0);
    }

    private void awaitInSync(Integer... nodes) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Stream.of(partition(RUNNING), partition(AWAY))
                .allMatch(partition -> partition.isr().stream().map(Node::id).sorted().toList().equals(List.of(nodes))));
    }

    /** The events that Kafka's own consumer gets until the end, and commits. */
    private List<String> read() {
        List<String> values = new ArrayList<>();
        Map<String, Object> config = Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", "yardstick",
                "auto.offset.reset", "earliest");
        TopicPartition partition = new TopicPartition(AWAY, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            do {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(new String(record.value(), StandardCharsets.UTF_8));
                }
            } while (consumer.position(partition) != consumer.endOffsets(List.of(partition)).get(partition));
            consumer.commitSync();
        }
        return values;
    }

    private void awaitCommitted(String topic, long offset) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> admin.listConsumerGroupOffsets("shop-" + topic)
                .partitionsToOffsetAndMetadata().get().get(new TopicPartition(topic, 0)).offset() == offset);
    }

    @Test
    void listenersResumeWhereTheLogWasTruncatedAndGetNothingTwice() throws Exception {
        admin.createTopics(Stream.of(RUNNING, AWAY).map(topic -> new NewTopic(topic, Map.of(0, List.of(1, 2)))).toList()).all()
                .get();
        awaitInSync(1, 2);
        send("kept", 20);
        cluster.kill(2);
        awaitInSync(1);
        send("lost", 30);
        running.listen(client, Map.of(), RUNNING, Offset.EARLIEST);
        before.listen(client, Map.of(), AWAY, Offset.EARLIEST);
        assertThat(read()).hasSize(50);
        awaitCommitted(RUNNING, 50);
        awaitCommitted(AWAY, 50);
        before.close();

        cluster.kill(1);
        cluster.restart(2);
        awaitInSync(2);
        send("new", 10);
        after.listen(client, Map.of(), AWAY, Offset.EARLIEST);

        assertThat(read()).as("Kafka's own consumer").hasSize(10);
        await().atMost(PATIENCE).until(() -> after.delivered.contains("new9") && running.delivered.contains("new9"));
        assertThat(after.delivered).as("a service that was away").containsExactlyElementsOf(ids("new", 10));
        assertThat(running.delivered).as("a service that ran").containsExactlyElementsOf(
                Stream.of(ids("kept", 20), ids("lost", 30), ids("new", 10)).flatMap(List::stream).toList());
        awaitCommitted(RUNNING, 30);
        awaitCommitted(AWAY, 30);
    }
}
