package io.quarkiverse.eventstream.faults.suite;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.quarkiverse.eventstream.faults.ledger.Coordinates;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.TopicContents;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.worker.EventId;
import io.quarkiverse.eventstream.faults.worker.Publisher;
import io.quarkiverse.eventstream.faults.worker.TopicNames;

/** Topics and groups as another client sees them, without the proxy. Thread-safe. */
public final class Topics implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Map<String, Object> properties;
    private final Admin admin;

    Topics(String bootstrapServers) {
        this.properties = Map.of("bootstrap.servers", bootstrapServers, "request.timeout.ms", 5_000, "default.api.timeout.ms",
                100_000);
        this.admin = Admin.create(properties);
    }

    /** Kafka's admin client, for operations of a single workload. */
    public Admin admin() {
        return admin;
    }

    /** Creates a topic with the broker's default number of replicas. */
    public void create(String topic, int partitions, Map<String, String> configuration) {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration)))
                .all());
    }

    /** The committed offsets of a group by partition; without partitions that it has not committed. */
    public Map<Partition, Long> committed(String group) {
        Map<Partition, Long> result = new TreeMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).forEach((partition, offset) -> {
            if (offset != null) {
                result.put(new Partition(TopicNames.numberOf(partition.topic()), partition.partition()), offset.offset());
            }
        });
        return result;
    }

    Set<String> members(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                .map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /**
     * Reads all records of a topic, except for those of aborted transactions.
     *
     * @param action called for each record, in the order of its partition
     */
    public void read(String topic, Consumer<ConsumerRecord<String, String>> action) {
        with(topic, (consumer, all) -> read(consumer, all, action));
    }

    private static void read(KafkaConsumer<String, String> consumer, List<TopicPartition> all,
            Consumer<ConsumerRecord<String, String>> action) {
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(Duration.ofMillis(100)).forEach(action);
        }
    }

    /** Reads the events of several topics. */
    TopicContents contents(List<String> topics) {
        TopicContents contents = new TopicContents();
        topics.forEach(topic -> with(topic, (consumer, all) -> {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
            consumer.endOffsets(all).forEach((partition, end) -> contents.partition(
                    new Partition(TopicNames.numberOf(topic), partition.partition()), begins.get(partition), end));
            read(consumer, all, record -> contents.add(event(record)));
        }));
        return contents;
    }

    private static TopicRecord event(ConsumerRecord<String, String> record) {
        return new TopicRecord(new Coordinates(TopicNames.numberOf(record.topic()), record.partition(), record.offset()),
                Publisher.keyOf(record.key()),
                EventId.parse(new String(record.headers().lastHeader("id").value(), StandardCharsets.UTF_8)));
    }

    private void with(String topic, BiConsumer<KafkaConsumer<String, String>, List<TopicPartition>> action) {
        Map<String, Object> consuming = new HashMap<>(properties);
        consuming.putAll(Map.of("allow.auto.create.topics", false, "isolation.level", "read_committed"));
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(consuming, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(all);
            action.accept(consumer, all);
        }
    }

    /**
     * Waits for an answer.
     *
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
