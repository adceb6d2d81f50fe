package io.quarkiverse.eventstream.test.conformance;

import static io.quarkiverse.eventstream.test.Patience.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.test.StandaloneStream;

class KafkaStreamTest extends DeliveringStreamConformance {

    private static DevBroker broker;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;
    private static KafkaConsumer<byte[], byte[]> consumer;

    @BeforeAll
    static void start() {
        broker = DevBroker.start();
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(properties);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterAll
    static void stop() {
        producer.close(Duration.ZERO);
        consumer.close();
        admin.close(Duration.ZERO);
        broker.close();
    }

    @Override
    protected StandaloneStream.Builder service() {
        return StandaloneStream.builder().stream("kafka").property("kafka.bootstrap-servers", broker.bootstrapServers())
                .property("kafka.consumer.\"metadata.max.age.ms\"", "500");
    }

    @Override
    protected void createTopic(String topic, int partitions) {
        if (hasTopic(topic)) {
            get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
        } else {
            get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
        }
        // Leaders of the partitions are elected a moment later.
        producer.partitionsFor(topic);
        await().until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                .filter(partition -> partition.leader() != null).count() == partitions);
    }

    private static boolean hasTopic(String topic) {
        return get(admin.listTopics().names()).contains(topic);
    }

    @Override
    protected void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        if (!hasTopic(topic)) {
            return List.of();
        }
        // Tests run in parallel, and a consumer is not thread-safe.
        synchronized (consumer) {
            return read(topic);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
