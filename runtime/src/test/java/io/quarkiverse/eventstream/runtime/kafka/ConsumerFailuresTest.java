package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.listen.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.listen.DeliverySettings;
import io.quarkiverse.eventstream.runtime.listen.FailureRule;
import io.quarkiverse.eventstream.runtime.listen.FailureRules;
import io.quarkiverse.eventstream.runtime.listen.Listener;
import io.quarkiverse.eventstream.runtime.listen.ListenerHealth;
import io.quarkiverse.eventstream.runtime.listen.ListenerSpec;
import io.quarkiverse.eventstream.runtime.listen.Names;
import io.quarkiverse.eventstream.runtime.listen.Redelivery;
import io.quarkiverse.eventstream.runtime.listen.Subscriptions;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * What a consumer says that the broker does not let in, and that it goes on by itself once it is let in.
 */
class ConsumerFailuresTest {

    private static DevBroker broker;
    private static Admin admin;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final BusThreads threads = new BusThreads(pool);
    private final List<StreamConnection> connections = new ArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().scramUser("admin", "root").scramUser("shop", "right").acls("admin").start();
        admin = Admin.create(new HashMap<>(broker.clientProperties("admin")));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @AfterEach
    void close() {
        connections.forEach(connection -> {
            connection.stopConsuming(Duration.ofSeconds(1));
            connection.close(Duration.ofSeconds(1));
        });
        threads.close();
        pool.shutdownNow();
    }

    private Subscriptions listen(String topic, Offset offset, String password) {
        Map<String, Object> kafka = new HashMap<>(broker.clientProperties("shop"));
        kafka.computeIfPresent("sasl.jaas.config",
                (name, value) -> value.toString().replace("\"right\"", "\"" + password + "\""));
        StreamSettings settings = KafkaPublishers.settings(Map.of());
        StreamConnection connection = new KafkaStreamKind(kafka, new EventCodec(new ObjectMapper()), threads).open(settings);
        connections.add(connection);
        Subscriptions subscriptions = new Subscriptions(connection, new Names("", "shop", false),
                ConcurrentHashMap.newKeySet(),
                threads.callbacks());
        FailureRule rule = new FailureRule(FailurePolicy.REDELIVER, 10,
                new Redelivery(Duration.ofMillis(10), Duration.ofMillis(10)));
        subscriptions
                .register(List.of(new Listener(new ListenerSpec("billing", topic, "", "shop-" + topic, offset, ""), event -> {
                    delivered.add(event.id());
                    return CompletableFuture.completedStage(null);
                }, new DeliverySettings(Ordering.PARTITION, 1, new FailureRules(rule, Map.of()), topic + ".dlq", false),
                        new ConcurrencyLimit(1))));
        return subscriptions;
    }

    private static void awaitDown(Subscriptions subscriptions, String... words) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            ListenerHealth health = subscriptions.health(Duration.ofMinutes(1)).get(0);
            assertThat(health.up()).isFalse();
            assertThat(health.state()).contains(words);
        });
    }

    private static void allow(ResourceType type, String name) throws Exception {
        Set<AclBinding> bindings = ConcurrentHashMap.newKeySet();
        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.DESCRIBE)) {
            bindings.add(new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL),
                    new AccessControlEntry("User:shop", "*", operation, AclPermissionType.ALLOW)));
        }
        admin.createAcls(bindings).all().get();
    }

    @Test
    void aDeniedTopicAndADeniedGroupAreNamedAndTheListenerGoesOnOnceTheyAreAllowed() throws Exception {
        admin.createTopics(List.of(new NewTopic("orders", Optional.of(1), Optional.empty()))).all().get();
        send("orders", "1");
        Subscriptions subscriptions = listen("orders", Offset.EARLIEST, "right");

        awaitDown(subscriptions, "may not", "READ", "Authorization");
        allow(ResourceType.TOPIC, "orders");
        awaitDown(subscriptions, "may not use the group shop-orders");
        allow(ResourceType.GROUP, "shop-orders");

        await().atMost(Duration.ofSeconds(60)).until(() -> delivered.contains("1"));
        await().until(() -> subscriptions.health(Duration.ofMinutes(1)).get(0).up());
    }

    @Test
    void aWrongPasswordIsNamed() {
        Subscriptions subscriptions = listen("whatever", Offset.EARLIEST, "wrong");

        awaitDown(subscriptions, "The broker does not accept who this service says it is", "SaslAuthenticationException");
    }

    @Test
    void aTopicThatWasHiddenIsNoTopicThatCameLaterSoTheEndIsTheEnd() throws Exception {
        admin.createTopics(List.of(new NewTopic("hidden", Optional.of(1), Optional.empty()))).all().get();
        send("hidden", "history");
        allow(ResourceType.GROUP, "shop-hidden");
        Subscriptions subscriptions = listen("hidden", Offset.LATEST, "right");
        awaitDown(subscriptions, "may not read [hidden]");

        allow(ResourceType.TOPIC, "hidden");

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            send("hidden", "new");
            return delivered.contains("new");
        });
        assertThat(delivered).doesNotContain("history");
    }

    private static void send(String topic, String id) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(new HashMap<>(broker.clientProperties("admin")),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic,
                    ("{\"id\":\"" + id + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8))).get();
        }
    }
}
