package io.quarkiverse.eventstream.faults.suite;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;

/** Topics and groups as a foreign client sees them, without a proxy. Safe for use by several threads. */
public final class Topics implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, Object> properties;
    private final Admin admin;

    Topics(String bootstrapServers) {
        this.properties = Map.of("bootstrap.servers", bootstrapServers, "request.timeout.ms", 5_000, "default.api.timeout.ms",
                20_000);
        this.admin = Admin.create(properties);
    }

    /**
     * Kafka's own client, for what only one workload needs.
     *
     * @return open until this is closed
     */
    public Admin admin() {
        return admin;
    }

    /**
     * Creates a topic with as many replicas as the broker has by default.
     *
     * @param topic its name
     * @param partitions how many
     * @param configuration of the topic
     */
    public void create(String topic, int partitions, Map<String, String> configuration) {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration)))
                .all());
    }

    /** What the group has committed, by partition. */
    Map<Integer, Long> committed(String group) {
        Map<Integer, Long> result = new TreeMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).forEach((partition, offset) -> {
            if (offset != null) {
                result.put(partition.partition(), offset.offset());
            }
        });
        return result;
    }

    Set<String> members(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                .map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /** The end of each partition. */
    Map<Integer, Long> ends(String topic, int partitions) {
        return with(topic, partitions, (consumer, all) -> {
            Map<Integer, Long> result = new TreeMap<>();
            consumer.endOffsets(all).forEach((partition, end) -> result.put(partition.partition(), end));
            return result;
        });
    }

    /**
     * All that is on a topic.
     *
     * @param topic the topic
     * @param partitions how many it has
     * @return partition by partition, in order
     */
    public List<ConsumerRecord<String, String>> read(String topic, int partitions) {
        return with(topic, partitions, (consumer, all) -> {
            Map<Integer, List<ConsumerRecord<String, String>>> records = new HashMap<>();
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records
                        .computeIfAbsent(record.partition(), partition -> new ArrayList<>()).add(record));
            }
            return IntStream.range(0, partitions).mapToObj(partition -> records.getOrDefault(partition, List.of()))
                    .flatMap(List::stream).toList();
        });
    }

    /** The events on a topic, partition by partition, in order. */
    List<TopicRecord> events(String topic, int partitions) {
        return read(topic, partitions).stream().map(record -> new TopicRecord(new Place(record.partition(), record.offset()),
                record.key() == null ? "" : record.key(),
                new String(record.headers().lastHeader("id").value(), StandardCharsets.UTF_8))).toList();
    }

    private interface Question<T> {
        T ask(KafkaConsumer<String, String> consumer, List<TopicPartition> all);
    }

    private <T> T with(String topic, int partitions, Question<T> question) {
        Map<String, Object> consuming = new HashMap<>(properties);
        consuming.put("allow.auto.create.topics", false);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(consuming, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
            consumer.assign(all);
            return question.ask(consumer, all);
        }
    }

    /**
     * Waits for an answer.
     *
     * @param future the answer
     * @param <T> its type
     * @return the answer
     * @throws IllegalStateException if there is none
     */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
