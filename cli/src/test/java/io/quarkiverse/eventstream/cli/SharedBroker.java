package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** One broker for the whole test run. */
final class SharedBroker {

    private static final DevBroker BROKER = DevBroker.start();
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers(), "linger.ms", "0"), new ByteArraySerializer(),
            new ByteArraySerializer());
    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            PRODUCER.close(Duration.ZERO);
            ADMIN.close(Duration.ZERO);
            BROKER.close();
        }));
    }

    private SharedBroker() {}

    static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    /** A new topic with partitions. */
    static String topic(int partitions) throws Exception {
        String topic = "t-" + UUID.randomUUID();
        createTopic(topic, partitions);
        return topic;
    }

    static void createTopic(String topic, int partitions) throws Exception {
        ADMIN.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        // The controller knows it, and the broker soon after.
        await().ignoreExceptions().until(() -> ADMIN.describeTopics(List.of(topic)).allTopicNames().get().containsKey(topic));
    }

    /** Publishes values with the key k. */
    static void publish(String topic, String... values) throws Exception {
        for (String value : values) {
            publish(new ProducerRecord<>(topic, "k".getBytes(UTF_8), value.getBytes(UTF_8)));
        }
    }

    static Admin admin() {
        return ADMIN;
    }

    /** Waits for the acknowledgement. */
    static void publish(ProducerRecord<byte[], byte[]> record) throws Exception {
        PRODUCER.send(record).get();
    }
}
