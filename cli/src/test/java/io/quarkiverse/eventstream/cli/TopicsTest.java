package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.cli.golden.GoldenRecords;

/** {@code topics}, on a real broker. */
class TopicsTest {

    private static final String EVENT = GoldenRecords.of(GoldenRecords.GO_SDK_V3_1_4).get(0).value();
    private static final long WRITTEN = 1_795_501_596_120L;

    private final String name = "topics-" + UUID.randomUUID();

    private static void publish(String topic, int partition, String value) throws Exception {
        SharedBroker.publish(new ProducerRecord<>(topic, partition, WRITTEN, "k".getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    private JsonNode json(String topic) {
        Run run = Run.onBroker("topics", topic, "--output", "json");
        assertThat(run.code()).isZero();
        assertThat(run.json()).hasSize(1);
        return run.json().get(0);
    }

    @Test
    void aTopicHasItsRecordsLastEventDeadLettersAndLags() throws Exception {
        SharedBroker.createTopic(name, 3);
        SharedBroker.createTopic(name + ".dlq", 1);
        publish(name, 0, EVENT);
        publish(name, 0, EVENT);
        publish(name, 2, EVENT);
        publish(name + ".dlq", 0, EVENT);
        String group = "g-" + name;
        SharedBroker.admin().alterConsumerGroupOffsets(group,
                Map.of(new TopicPartition(name, 0), new OffsetAndMetadata(1), new TopicPartition(name, 2),
                        new OffsetAndMetadata(1)))
                .all().get();

        Run table = Run.onBroker("topics", name + "*");
        JsonNode json = json(name);

        assertThat(table.code()).isZero();
        assertThat(table.err()).isEmpty();
        assertThat(table.out().lines()).containsExactly(
                line("TOPIC", "PARTITIONS  RECORDS  EVENTS  LAST EVENT            DEAD LETTERS  GROUPS (LAG)"),
                line(name, "         3        3  yes     2026-11-24T06:26:36Z             1  " + group + " (1)"),
                line(name + ".dlq", "         1        1  yes     2026-11-24T06:26:36Z"));
        assertThat(json)
                .hasToString("{\"topic\":\"" + name + "\",\"partitions\":3,\"records\":3,\"events\":\"yes\",\"lastEvent\":\""
                        + Instant.ofEpochMilli(WRITTEN) + "\",\"deadLetterTopic\":\"" + name
                        + ".dlq\",\"deadLetters\":1,\"groups\":[{\"group\":\""
                        + group + "\",\"lag\":1}]}");
    }

    private String line(String topic, String rest) {
        return String.format("%-" + (name.length() + 4) + "s  %s", topic, rest);
    }

    @Test
    void recordsThatAreNoEventsAreTold() throws Exception {
        SharedBroker.createTopic(name + "-others", 1);
        publish(name + "-others", 0, "hello");
        SharedBroker.createTopic(name + "-both", 2);
        publish(name + "-both", 0, "hello");
        publish(name + "-both", 1, EVENT);
        SharedBroker.createTopic(name + "-empty", 1);

        assertThat(json(name + "-others").get("events").textValue()).isEqualTo("no");
        assertThat(json(name + "-both").get("events").textValue()).isEqualTo("some");
        assertThat(json(name + "-empty").get("events").textValue()).isEmpty();
        assertThat(json(name + "-empty").get("lastEvent").isNull()).isTrue();
    }

    @Test
    void theMarkerOfATransactionIsNoRecord() throws Exception {
        SharedBroker.createTopic(name, 1);
        Properties properties = new Properties();
        properties.putAll(Map.of("bootstrap.servers", SharedBroker.bootstrapServers(), "transactional.id", name));
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(name, "k", EVENT));
            producer.commitTransaction();
        }

        assertThat(json(name).get("events").textValue()).isEqualTo("yes");
    }

    @Test
    void topicsOfKafkaAreLeftOutByDefault() throws Exception {
        SharedBroker.createTopic("_" + name, 1);

        assertThat(Run.onBroker("topics").out()).doesNotContain("_" + name);
        assertThat(Run.onBroker("topics", "--all").out()).contains("_" + name);
    }

    @Test
    void aPatternWithoutATopicIsAFinding() {
        Run run = Run.onBroker("topics", "no*thing");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("No topic was found at " + SharedBroker.bootstrapServers());
    }
}
