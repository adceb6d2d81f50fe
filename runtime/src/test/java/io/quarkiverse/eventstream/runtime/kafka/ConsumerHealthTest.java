package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth.Trouble;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;

/**
 * The health of a listener while the broker stops and starts.
 */
class ConsumerHealthTest {

    @Test
    void aBrokerThatIsMissingAtStartAndOneThatGoesAwayLaterAreTreatedAlike() throws Exception {
        try (DevBroker broker = DevBroker.start(); KafkaListeners listeners = new KafkaListeners()) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            broker.stop();
            Subscriptions subscriptions = listeners.listen(kafka, Map.of(), "orders", Offset.EARLIEST);

            await().untilAsserted(() -> assertAway(subscriptions, "Nothing has been consumed yet: The connection failed"));
            broker.restart();
            send(kafka, "1");
            await().until(() -> listeners.delivered.contains("1"));
            await().untilAsserted(() -> assertThat(health(subscriptions, Duration.ofMinutes(1)).state())
                    .startsWith("waiting for events").contains("lag 0"));

            broker.stop();
            await().untilAsserted(
                    () -> assertAway(subscriptions, "The broker has not answered for ", "The connection failed"));
            assertThat(health(subscriptions, Duration.ofMinutes(1)).state()).doesNotContain("lag");
        }
    }

    /** As on one broker whose configuration is that of a cluster. Kafka's own consumer waits and logs nothing. */
    @Test
    void aGroupWhoseCoordinatorCannotBeIsNamedUntilItIsThere() throws Exception {
        try (DevBroker broker = DevBroker.builder().property("offsets.topic.replication.factor", "3").start();
                KafkaListeners listeners = new KafkaListeners()) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            send(kafka, "1");
            Subscriptions subscriptions = listeners.listen(kafka, Map.of(), "orders", Offset.EARLIEST);

            await().untilAsserted(() -> assertThat(health(subscriptions, Duration.ofMinutes(1)).state())
                    .contains("The group has not admitted this member", "__consumer_offsets",
                            "offsets.topic.replication.factor"));

            try (Admin admin = Admin.create(kafka)) {
                admin.createTopics(List.of(new NewTopic("__consumer_offsets", 50, (short) 1))).all().get();
            }
            await().until(() -> listeners.delivered.contains("1"));
            await().untilAsserted(() -> assertThat(health(subscriptions, Duration.ofMinutes(1)).state())
                    .doesNotContain("admitted"));
        }
    }

    private static void assertAway(Subscriptions subscriptions, String... words) {
        ListenerHealth forAMoment = health(subscriptions, Duration.ofMinutes(10));
        assertThat(forAMoment.trouble()).isEqualTo(Trouble.NONE);
        assertThat(forAMoment.state()).contains(words);
        ListenerHealth forLong = health(subscriptions, Duration.ofNanos(1));
        assertThat(forLong.trouble()).isEqualTo(Trouble.BROKER_AWAY);
        assertThat(forLong.isReady()).isTrue();
        assertThat(forLong.isAlive()).isTrue();
    }

    private static ListenerHealth health(Subscriptions subscriptions, Duration stuckAfter) {
        return subscriptions.health(stuckAfter).get(0);
    }

    private static void send(Map<String, Object> kafka, String id) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("orders",
                    ("{\"id\":\"" + id + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8))).get();
        }
    }
}
