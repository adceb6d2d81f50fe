package io.quarkiverse.eventstream.devbroker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The operations of tests on a broker, each with its own client. */
final class Kafka {

    private static final int SECONDS = 20;

    private final Map<String, Object> properties;

    private Kafka(Map<String, String> properties) {
        this.properties = new HashMap<>(properties);
    }

    static Kafka of(DevBroker broker) {
        return new Kafka(broker.clientProperties());
    }

    static Kafka of(Map<String, String> properties) {
        return new Kafka(properties);
    }

    static String newTopic() {
        return "topic-" + UUID.randomUUID();
    }

    Kafka with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** Waits for the acknowledgement of all in-sync replicas; throws the error of the broker or the client. */
    RecordMetadata produce(String topic, String value) throws Exception {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("acks", "all");
        all.putIfAbsent("max.block.ms", SECONDS * 1000);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(all, new StringSerializer(),
                new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, value)).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Reads this many values of a topic from its beginning with a new group, until a timeout. */
    List<String> consume(String topic, int count) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("group.id", "group-" + UUID.randomUUID());
        all.put("auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(all, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (values.size() < count && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    void create(String topic, int partitions, int replicas) throws Exception {
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) replicas))).all().get(SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    TopicDescription describe(String topic) throws Exception {
        try (Admin admin = Admin.create(properties)) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get(SECONDS, TimeUnit.SECONDS).get(topic);
        }
    }

    Admin admin() {
        return Admin.create(properties);
    }
}
