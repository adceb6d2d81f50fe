package io.quarkiverse.eventstream.outbox.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of a run, and the group of its listeners, for Kafka's own clients. Thread-safe. */
record Topic(String bootstrapServers, String prefix) {

    static final int PARTITIONS = 6;
    /** The header of a record that was published again on purpose. */
    static final String COPY = "copy";
    private static final Duration POLL = Duration.ofMillis(100);

    String name() {
        return prefix + "." + Orders.TOPIC;
    }

    private String group() {
        return prefix + "." + Effects.GROUP;
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(name(), partition)).toList();
    }

    /** With a replica on each node. Of three, two must have a record. */
    void create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name(), Optional.of(PARTITIONS), Optional.empty()))).all().get();
        }
    }

    KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Its records, in order within each partition. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
            for (TopicPartition partition : partitions()) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(POLL).forEach(records::add);
                }
            }
        }
        return records;
    }

    /** The number of records that the listeners have not settled. */
    long lag() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata().get();
            return consumer.endOffsets(partitions()).entrySet().stream().mapToLong(end -> end.getValue()
                    - (committed.get(end.getKey()) == null ? 0 : committed.get(end.getKey()).offset())).sum();
        }
    }

    /** Joins the group, keeps some partitions for a while without doing anything with them, and leaves. */
    void join(Duration stay) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("group.id", group(), "enable.auto.commit", false,
                "session.timeout.ms", 6_000, "heartbeat.interval.ms", 300, "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName()))) {
            consumer.subscribe(List.of(name()));
            long last = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (consumer.assignment().isEmpty() && System.nanoTime() - last < 0) {
                consumer.poll(POLL);
                consumer.pause(consumer.assignment());
            }
            long end = System.nanoTime() + stay.toNanos();
            while (System.nanoTime() - end < 0) {
                consumer.poll(POLL);
                consumer.pause(consumer.assignment());
            }
        }
    }
}
