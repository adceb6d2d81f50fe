package io.quarkiverse.eventstream.outbox.deployment.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** A topic, read with Kafka's own client. */
final class Topic {

    private static final int PARTITIONS = 4;

    final String name;
    private final int partitions;

    Topic(String name, int partitions) {
        this.name = name;
        this.partitions = partitions;
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    static Topic create() throws Exception {
        Topic topic = new Topic("outbox-" + UUID.randomUUID(), PARTITIONS);
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(topic.name, PARTITIONS, (short) 1))).all().get();
        }
        return topic;
    }

    void set(String property, String value) throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name),
                    List.of(new AlterConfigOp(new ConfigEntry(property, value), OpType.SET)))).all().get();
        }
    }

    /** All records so far, in order within each partition. */
    List<ConsumerRecord<String, String>> records() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(client(), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(name, i))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The ids of the events, those of one key in order. */
    List<String> ids() {
        return records().stream().map(record -> id(record.value())).toList();
    }

    private static String id(String json) {
        int from = json.indexOf("\"id\":\"") + 6;
        return json.substring(from, json.indexOf('"', from));
    }
}
