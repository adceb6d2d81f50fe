package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@TestProfile(HealthTest.Impatient.class)
class HealthTest {

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(Map.of("quarkus.eventstream.delivery.stuck-after", "0.5S",
                    "quarkus.eventstream.delivery.max-backoff", "0.1S",
                    "quarkus.eventstream.listener.letters.failure-policy", "dead-letter",
                    "quarkus.eventstream.listener.letters.attempts", "1",
                    "quarkus.eventstream.listener.failing.health", "readiness",
                    "quarkus.eventstream.listener.hanging.health", "both",
                    "quarkus.eventstream.listener.stopping.health", "liveness",
                    "quarkus.eventstream.listener.letters.health", "readiness"));
            for (String listener : List.of("stopping", "quietly-stopping")) {
                config.put("quarkus.eventstream.listener." + listener + ".failure-policy", "stop");
                config.put("quarkus.eventstream.listener." + listener + ".attempts", "1");
            }
            return config;
        }
    }

    @Inject
    EventStream events;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @AfterEach
    void cancel() {
        events.subscriptions().stream().filter(subscription -> !subscription.id().contains("#"))
                .forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    private Subscription listen(String id, EventHandler handler) {
        return events.newSubscription(id).topic("health-" + id).group(id).offset(Offset.EARLIEST).handler(handler).register();
    }

    private void publish(String id) {
        events.publishAndAwait(OutgoingEvent.builder("e").topic("health-" + id).namespace("it").payload(Map.of()).build());
    }

    private static void awaitHealth(String status, String id, String... words) {
        await().untilAsserted(() -> assertHealth("ready", "Event listeners", status, id, words));
    }

    private static void awaitLive(String status, String id, String... words) {
        await().untilAsserted(() -> assertLive(status, id, words));
    }

    private static void assertLive(String status, String id, String... words) {
        assertHealth("live", "Event listeners alive", status, id, words);
    }

    private static void assertHealth(String endpoint, String name, String status, String id, String... words) {
        JsonPath health = when().get("/q/health/" + endpoint).jsonPath();
        String check = "checks.find { it.name == '" + name + "' }";
        assertThat(health.getString(check + ".status")).isEqualTo(status);
        assertThat(health.getString(check + ".data.'" + id + "'")).contains(words);
    }

    @Test
    void aWaitingOrPausedListenerIsUp() {
        Subscription subscription = listen("idle", event -> {});
        awaitHealth("UP", "idle", "waiting for events. The topic does not exist yet");
        publish("idle");
        awaitHealth("UP", "idle", "waiting for events. Topic it.health-idle, group it.idle, partitions [0], lag 0");
        awaitHealth("UP", "stream default", "kafka at " + brokers + ", 0 records in flight");

        subscription.pause();
        publish("idle");
        awaitHealth("UP", "idle", "paused");
    }

    @Test
    void aListenerThatFailsForTooLongIsDownWithCoordinatesAndReasonUntilItSucceeds() {
        AtomicBoolean healed = new AtomicBoolean();
        listen("failing", event -> {
            if (!healed.get()) {
                throw new IllegalStateException("out of paper");
            }
        });
        publish("failing");

        awaitHealth("DOWN", "failing", "stuck at topic it.health-failing, partition 0, offset 0 for ", " attempts, failing: ",
                "IllegalStateException: out of paper");
        assertLive("UP", "failing", "stuck at topic");
        healed.set(true);
        awaitHealth("UP", "failing", "waiting for events");
    }

    @Test
    void aListenerThatHangsIsDownIfConfigured() {
        CountDownLatch release = new CountDownLatch(1);
        listen("hanging", event -> release.await());
        publish("hanging");

        try {
            awaitHealth("DOWN", "hanging", "stuck in attempt 1 for ", "at topic it.health-hanging");
            assertLive("DOWN", "hanging", "stuck in attempt 1");
        } finally {
            // The cancellation waits for the invocation.
            release.countDown();
        }
        awaitHealth("UP", "hanging", "waiting for events");
    }

    @Test
    void aStoppedListenerCountsForTheConfiguredChecksUntilItIsResumed() {
        AtomicBoolean healed = new AtomicBoolean();
        Subscription subscription = listen("stopping", event -> {
            if (!healed.get()) {
                throw new IllegalStateException("out of ink");
            }
        });
        publish("stopping");

        awaitLive("DOWN", "stopping", "The listener is stopped", "out of ink");
        assertHealth("ready", "Event listeners", "UP", "stopping", "The listener is stopped", "out of ink");
        healed.set(true);
        subscription.resume();
        awaitLive("UP", "stopping", "waiting for events");
    }

    @Test
    void oneEventAffectsNeitherOtherListenersNorHttpUnlessConfigured() {
        CountDownLatch release = new CountDownLatch(1);
        listen("quietly-failing", event -> {
            throw new IllegalStateException("out of paper");
        });
        listen("quietly-hanging", event -> release.await());
        Subscription stopping = listen("quietly-stopping", event -> {
            throw new IllegalStateException("out of ink");
        });
        publish("quietly-failing");
        publish("quietly-hanging");
        publish("quietly-stopping");

        try {
            awaitHealth("UP", "quietly-failing", "stuck at topic it.health-quietly-failing", "out of paper");
            awaitHealth("UP", "quietly-hanging", "stuck in attempt 1 for ");
            awaitHealth("UP", "quietly-stopping", "The listener is stopped", "out of ink");
            assertLive("UP", "quietly-hanging", "stuck in attempt 1 for ");
        } finally {
            release.countDown();
        }
        assertThat(stopping.isStopped()).isTrue();
    }

    @Test
    void aDeadLetterTopicThatCannotBeWrittenIsNamedAndNothingIsLost() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            String topic = "it.health-letters.dlq";
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1")))).all().get();
            listen("letters", event -> {
                throw new IllegalStateException("never");
            });
            publish("letters");

            awaitHealth("DOWN", "letters", "The dead-letter topic it.health-letters.dlq can't be written", "RecordTooLarge");
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(
                    new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100000"), AlterConfigOp.OpType.SET)))).all().get();
            awaitHealth("UP", "letters", "waiting for events");
        }
    }
}
