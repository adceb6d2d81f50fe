package io.quarkiverse.eventstream.deployment.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Direct access to the broker, as another client.
 */
@Singleton
public class RawKafka {

    private final Map<String, Object> properties;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    RawKafka(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        properties = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(properties);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For a test outside the application. */
    public static RawKafka of(String bootstrapServers) {
        return new RawKafka(bootstrapServers);
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }

    public String bootstrapServers() {
        return properties.get("bootstrap.servers").toString();
    }

    /** Creates a topic that no other test uses. */
    public String newTopic(int partitions) {
        return newTopic("t" + UUID.randomUUID().toString().replace("-", ""), partitions);
    }

    public String newTopic(String name, int partitions) {
        get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
        return name;
    }

    /** Returns when the topic no longer exists. */
    public void deleteTopic(String topic) {
        get(admin.deleteTopics(List.of(topic)).all());
        Patience.await().until(() -> !get(admin.listTopics().names()).contains(topic));
    }

    /** Deletes the records of a partition before an offset, as retention does. */
    public void deleteBefore(String topic, int partition, long offset) {
        get(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset))).all());
    }

    /** Commits for a group without members, as another tool does. */
    public void commit(String group, String topic, int partition, long offset) {
        commit(group, topic, partition, new OffsetAndMetadata(offset));
    }

    public void commit(String group, String topic, int partition, OffsetAndMetadata offset) {
        get(admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, partition), offset)).all());
    }

    public void growTopic(String topic, int partitions) {
        get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
    }

    public Set<String> topics() {
        return get(admin.listTopics().names());
    }

    public RecordMetadata send(String topic, int partition, String key, String value) {
        return send(topic, partition, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public RecordMetadata send(String topic, int partition, String key, byte[] value) {
        return send(new ProducerRecord<>(topic, partition, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
    }

    public RecordMetadata send(String topic, String value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return send(record);
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends events with the ids 0, 1, 2 … to a partition, without waiting in between. */
    public void sendMany(String topic, int partition, String name, int count) {
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(topic, partition, null,
                    envelope(name, Integer.toString(i)).getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    /** Sends the same value again and again, without waiting in between. */
    public void sendManyRaw(String topic, int partition, String value, int count) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(topic, partition, null, bytes));
        }
        producer.flush();
    }

    /** An envelope with only the required fields. */
    public static String envelope(String name, String id) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"namespace\":\"shop\",\"payload\":{\"id\":\"" + id + "\"}}";
    }

    /** The committed offset of a group, or null if there is none. */
    public Long committed(String group, String topic, int partition) {
        OffsetAndMetadata offset = committedWithMetadata(group, topic, partition);
        return offset == null ? null : offset.offset();
    }

    /** The committed offset of a group with its metadata, or null if there is none. */
    public OffsetAndMetadata committedWithMetadata(String group, String topic, int partition) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(topic, partition));
    }

    /** The end of a partition, including open transactions. */
    public long end(String topic, int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        return get(admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of)).offset();
    }

    public int partitions(String topic) {
        return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().size();
    }

    /** The members of a group; none if there is no such group yet. */
    public Set<String> members(String group) {
        return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).toCompletionStage()
                .handle((description, error) -> {
                    if (error == null) {
                        return description.members();
                    }
                    if (error instanceof GroupIdNotFoundException || error.getCause() instanceof GroupIdNotFoundException) {
                        return List.<MemberDescription>of();
                    }
                    throw new IllegalStateException(error);
                }).toCompletableFuture().join().stream().map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /** A consumer that can join a group of the bus. */
    public KafkaConsumer<byte[], byte[]> member(String group) {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers(), "group.id", group,
                "partition.assignment.strategy", CooperativeStickyAssignor.class.getName()), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    public Set<String> instanceIds(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                .map(member -> member.groupInstanceId().orElseThrow()).collect(Collectors.toSet());
    }

    /** All records of a topic, partition by partition. */
    public List<ConsumerRecord<String, String>> read(String topic, int partitions) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        // Otherwise the lookup could create a topic before the bus does, with other partitions.
        Map<String, Object> looking = Map.of("bootstrap.servers", bootstrapServers(), "allow.auto.create.topics", false);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(looking, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static <T> T get(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
