package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;

/**
 * The reasons that a consumer reports when the broker refuses it, and that it resumes by itself when the broker accepts it.
 */
class ConsumerFailuresTest {

    private static final SecuredBroker BROKER = SecuredBroker.get();

    private final KafkaListeners listeners = new KafkaListeners();
    private final Map<String, Object> shop = BROKER.client("shop", SecuredBroker.PASSWORD);

    @AfterEach
    void close() {
        listeners.close();
    }

    private static void awaitDown(Subscriptions subscriptions, String... words) {
        await().untilAsserted(() -> {
            ListenerHealth health = subscriptions.health(Duration.ofMinutes(1)).get(0);
            assertThat(health.isReady()).isFalse();
            assertThat(health.state()).contains(words).doesNotContain(SecuredBroker.PASSWORD);
        });
    }

    private static void allowReading(ResourceType type, String name) {
        BROKER.allow("shop", type, name, AclOperation.READ, AclOperation.DESCRIBE);
    }

    @Test
    void aDeniedTopicAndADeniedGroupAreNamedAndTheListenerResumesOnceTheyAreAllowed() throws Exception {
        BROKER.createTopic("orders");
        send("orders", "1");
        Subscriptions subscriptions = listeners.listen(shop, Map.of(), "orders", Offset.EARLIEST);

        awaitDown(subscriptions, "At " + BROKER.address(), "may not read [orders]", "READ", "Authorization");
        allowReading(ResourceType.TOPIC, "orders");
        awaitDown(subscriptions, "may not use the group shop-orders", "Allow it READ on the group");
        allowReading(ResourceType.GROUP, "shop-orders");

        await().until(() -> listeners.delivered.contains("1"));
        await().until(() -> subscriptions.health(Duration.ofMinutes(1)).get(0).isReady());
    }

    @Test
    void propertiesThatAConsumerCannotUseAreNamed() {
        Subscriptions subscriptions = listeners.listen(shop, Map.of("kafka.consumer.\"session.timeout.ms\"", "1"), "whatever",
                Offset.EARLIEST);

        awaitDown(subscriptions, "the properties of Kafka's consumer can't be used", "quarkus.eventstream.kafka.consumer",
                "Heartbeat must be set lower than the session timeout");
    }

    @Test
    void aClassThatAConsumerCannotUseIsNamed() {
        Subscriptions subscriptions = listeners.listen(shop,
                Map.of("kafka.consumer.\"interceptor.classes\"", "com.example.Missing"), "whatever", Offset.EARLIEST);

        awaitDown(subscriptions, "the properties of Kafka's consumer can't be used", "com.example.Missing");
    }

    @Test
    void aWrongPasswordIsNamed() {
        Subscriptions subscriptions = listeners.listen(BROKER.client("shop", "no-secret"), Map.of(), "whatever",
                Offset.EARLIEST);

        awaitDown(subscriptions, "At " + BROKER.address(), "the broker rejected the credentials",
                "Correct user and password");
    }

    @Test
    void aWrongAuthorityIsNamed() throws Exception {
        Subscriptions subscriptions = listeners.listen(shop,
                Map.of("kafka.ca-certificate-file", ForeignTlsServer.authority().toString()), "whatever", Offset.EARLIEST);

        awaitDown(subscriptions, "At " + BROKER.address(), "from an authority that this client does not trust");
    }

    @Test
    void aBrokerThatSpeaksTlsToAServiceThatDoesNotIsNamed() {
        Subscriptions subscriptions = listeners.listen(Map.of("bootstrap.servers", BROKER.address()), Map.of(), "whatever",
                Offset.EARLIEST);

        awaitDown(subscriptions, "The broker at " + BROKER.address() + " speaks TLS, and this client doesn't",
                "security.protocol SSL or SASL_SSL");
    }

    @Test
    void aBrokerThatDoesNotSpeakTlsToAServiceThatDoesIsNamed() {
        shop.put("bootstrap.servers", BROKER.plaintextAddress());
        Subscriptions subscriptions = listeners.listen(shop, Map.of(), "whatever", Offset.EARLIEST);

        awaitDown(subscriptions, BROKER.plaintextAddress() + " does not speak TLS, and this client does");
    }

    @Test
    void aDeniedDeadLetterTopicIsNamedAndTheEventIsPutThereOnceItIsAllowed() throws Exception {
        BROKER.createTopic("returns");
        BROKER.createTopic("returns.dlq");
        send("returns", "1");
        allowReading(ResourceType.TOPIC, "returns");
        allowReading(ResourceType.GROUP, "shop-returns");
        Subscriptions subscriptions = listeners.listenAndFail(shop, "returns");

        await().untilAsserted(() -> {
            ListenerHealth health = subscriptions.health(Duration.ofMillis(1)).get(0);
            assertThat(health.trouble()).isEqualTo(ListenerHealth.Trouble.EVENT);
            assertThat(health.state()).contains("The dead-letter topic returns.dlq can't be written", BROKER.address(),
                    "may not write it", "Allow it WRITE");
        });
        BROKER.allow("shop", ResourceType.TOPIC, "returns.dlq", AclOperation.WRITE);

        await().untilAsserted(() -> assertThat(
                subscriptions.health(Duration.ofMinutes(1)).get(0).state()).startsWith("waiting for events"));
    }

    @Test
    void aTopicThatWasHiddenIsNoTopicThatCameLaterSoTheEndIsTheEnd() throws Exception {
        BROKER.createTopic("seen-later");
        send("seen-later", "history");
        allowReading(ResourceType.GROUP, "shop-seen-later");
        Subscriptions subscriptions = listeners.listen(shop, Map.of(), "seen-later", Offset.LATEST);
        awaitDown(subscriptions, "may not read [seen-later]");

        allowReading(ResourceType.TOPIC, "seen-later");

        await().until(() -> {
            send("seen-later", "new");
            return listeners.delivered.contains("new");
        });
        assertThat(listeners.delivered).doesNotContain("history");
    }

    @Test
    void membersWithoutACommonAssignorLearnTheProperty() throws Exception {
        BROKER.createTopic("mixed");
        allowReading(ResourceType.TOPIC, "mixed");
        allowReading(ResourceType.GROUP, "shop-mixed");
        send("mixed", "1");
        Map<String, Object> ranges = new HashMap<>(BROKER.adminClient());
        ranges.put("group.id", "shop-mixed");
        ranges.put("partition.assignment.strategy", RangeAssignor.class.getName());
        // Otherwise it would leave the group with an offset after the event.
        ranges.put("enable.auto.commit", "false");
        Subscriptions subscriptions;
        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(ranges, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of("mixed"));
            await().until(() -> {
                other.poll(Duration.ofMillis(100));
                return !other.assignment().isEmpty();
            });
            subscriptions = listeners.listen(shop, Map.of(), "mixed", Offset.EARLIEST);

            awaitDown(subscriptions, "quarkus.eventstream.kafka.consumer.\"partition.assignment.strategy\"", "RangeAssignor");
        }

        await().until(() -> listeners.delivered.contains("1"));
    }

    private static void send(String topic, String id) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(new HashMap<>(BROKER.adminClient()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic,
                    ("{\"id\":\"" + id + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8))).get();
        }
    }
}
