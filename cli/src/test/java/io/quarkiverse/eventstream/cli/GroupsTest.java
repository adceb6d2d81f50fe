package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code groups}, on a real broker. */
class GroupsTest {

    private final String topic = "groups-" + UUID.randomUUID();
    private final String group = "g-" + topic;
    private final Instant anHourAgo = Instant.ofEpochMilli(Instant.now().minus(Duration.ofMinutes(61)).toEpochMilli());

    @BeforeEach
    void twoPartitionsOfWhichOneIsBehind() throws Exception {
        SharedBroker.createTopic(topic, 2);
        for (int partition = 0; partition < 2; partition++) {
            for (int i = 0; i < 3; i++) {
                SharedBroker
                        .publish(new ProducerRecord<>(topic, partition, anHourAgo.toEpochMilli(), null, "v".getBytes(UTF_8)));
            }
        }
        SharedBroker.admin().alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(3),
                new TopicPartition(topic, 1), new OffsetAndMetadata(1))).all().get();
    }

    @Test
    void aGroupHasItsLagInRecordsAndTime() {
        Run run = Run.onBroker("groups", group);

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().toList().get(0)).matches("GROUP +STATE +MEMBERS +TOPIC +LAG +WAITING");
        assertThat(run.out().lines().toList().get(1)).matches(group + " +Empty +0 +" + topic + " +2 +1h 1m");
        assertThat(Run.onBroker("groups").out()).contains(group);
    }

    @Test
    void eachPartitionHasOffsetsAndMember() {
        Run run = Run.onBroker("groups", group, "--partitions");

        assertThat(run.code()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("GROUP +TOPIC +PARTITION +COMMITTED +END +LAG +WAITING +MEMBER");
        assertThat(lines.get(1)).matches(group + " +" + topic + " +0 +3 +3 +0");
        assertThat(lines.get(2)).matches(group + " +" + topic + " +1 +1 +3 +2 +1h 1m");
    }

    @Test
    void jsonHasAllOfAGroup() {
        Run run = Run.onBroker("groups", group, "-o", "json");

        assertThat(run.json()).hasSize(1);
        JsonNode json = run.json().get(0);
        assertThat(json.get("state").textValue()).isEqualTo("Empty");
        assertThat(json.get("partitions").get(1)).hasToString("{\"topic\":\"" + topic
                + "\",\"partition\":1,\"committed\":1,\"end\":3,\"lag\":2,\"waitingSince\":\"" + anHourAgo
                + "\",\"member\":null}");
        assertThat(json.get("partitions").get(0).get("waitingSince").isNull()).isTrue();
    }

    @Test
    void membersAreShownWithTheirPartitions() {
        Map<String, Object> properties = Map.of("bootstrap.servers", SharedBroker.bootstrapServers(), "group.id", group,
                "client.id",
                "billing-1");
        try (KafkaConsumer<String, String> member = new KafkaConsumer<>(properties, new StringDeserializer(),
                new StringDeserializer())) {
            member.subscribe(List.of(topic));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }

            JsonNode json = Run.onBroker("groups", group, "-o", "json").json().get(0);

            assertThat(json.get("state").textValue()).isEqualTo("Stable");
            assertThat(json.get("members").intValue()).isEqualTo(1);
            assertThat(json.get("partitions").get(0).get("member").textValue()).startsWith("billing-1 /127.0.0.1");
        }
    }

    @Test
    void aMissingGroupIsNamed() {
        Run run = Run.onBroker("groups", "nobody", group);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(group);
        assertThat(run.err()).startsWith("There is no group nobody at ");
    }
}
