package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * The situations of the alert rules in a running service, each on a topic of its own, and the dashboard meanwhile. All times of the rules are
 * divided by fifty, and fewer rebalances are many.
 */
@QuarkusTest
@TestProfile(AlertsTest.Watched.class)
@EnabledIf("io.quarkiverse.eventstream.it.Prometheus#isInstalled")
class AlertsTest {

    /** Nothing listens there. */
    private static final String NOWHERE = "127.0.0.1:1";
    private static final int FASTER = 50;
    private static final Pattern DURATION = Pattern.compile("(?<=for: |\\[|offset )(\\d+)([sm])");
    private static final Pattern SECONDS = Pattern.compile("(?<=seconds > )300");
    private static final Pattern REBALANCES = Pattern.compile("(?<=\\[15m\\]\\) > )30");

    public static class Watched implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(Map.of("quarkus.eventstream.audit.kafka.bootstrap-servers", NOWHERE,
                    "quarkus.eventstream.gzip.kafka.bootstrap-servers", NOWHERE,
                    "quarkus.eventstream.gzip.delivery.drain-timeout", "0S",
                    "quarkus.eventstream.gzip.publish.timeout", "300S",
                    "quarkus.eventstream.kafka.consumer.\"heartbeat.interval.ms\"", "200"));
            for (String policy : List.of("stop", "dead-letter")) {
                config.put("quarkus.eventstream.listener." + policy + ".failure-policy", policy);
                config.put("quarkus.eventstream.listener." + policy + ".attempts", "1");
            }
            return config;
        }
    }

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("gzip")
    EventStream unreachable;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @TempDir
    Path folder;

    @AfterEach
    void cancel() {
        events.subscriptions().stream().filter(subscription -> !subscription.id().contains("#"))
                .forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    @Test
    void eachSituationFiresItsAlertAndNoOtherAndTheDashboardHasData() throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (Prometheus prometheus = Prometheus.start(folder, port, rules());
                Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            createTopics(admin);
            listenAndPublish();
            Storm storm = Storm.start(brokers, "it.storm");
            try {
                await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).during(Duration.ofSeconds(2))
                        .untilAsserted(() -> {
                            // Each is over soon.
                            events.publish(event("refused"));
                            events.publish(event("dead-letter"));
                            assertThat(prometheus.firing("topic")).containsExactlyInAnyOrder(
                                    "EventstreamListenerStopped it.stop",
                                    "EventstreamEventBlocks it.blocked", "EventstreamEventsLate it.slow",
                                    "EventstreamPublicationsFail it.refused", "EventstreamPublicationsWait ",
                                    "EventstreamDeadLetters it.dead-letter", "EventstreamRebalanceStorm it.storm",
                                    "EventstreamBrokerUnreachable ");
                        });
                assertThat(prometheus.firing("stream")).contains("EventstreamPublicationsWait gzip",
                        "EventstreamBrokerUnreachable audit");
                assertThat(queriesWithoutData(prometheus)).isEmpty();
            } finally {
                storm.end();
            }
        }
    }

    private static void createTopics(Admin admin) throws Exception {
        List<NewTopic> topics = Stream.of("stop", "blocked", "slow", "dead-letter", "storm", "refused")
                .map(topic -> new NewTopic("it." + topic, Optional.of(1), Optional.empty())).toList();
        topics.get(5).configs(Map.of("max.message.bytes", "1"));
        admin.createTopics(topics).all().get();
    }

    private void listenAndPublish() {
        EventHandler failing = event -> {
            throw new IllegalStateException("never");
        };
        listen("stop", failing);
        listen("blocked", failing);
        listen("dead-letter", failing);
        listen("slow", event -> TimeUnit.MILLISECONDS.sleep(200));
        listen("storm", event -> {});
        for (String topic : List.of("stop", "blocked", "storm")) {
            events.publish(event(topic));
        }
        for (int i = 0; i < 1000; i++) {
            events.publish(event("slow"));
        }
        unreachable.publish(event("waiting"));
    }

    private void listen(String topic, EventHandler handler) {
        events.newSubscription(topic).topic(topic).group(topic).offset(Offset.EARLIEST).handler(handler).register();
    }

    private static OutgoingEvent event(String topic) {
        return OutgoingEvent.builder("e").topic(topic).namespace("it").payload(Map.of())
                .build();
    }

    private static String rules() throws IOException {
        String rules = REBALANCES.matcher(resource("META-INF/prometheus/eventstream-alerts.yml")).replaceAll("5");
        rules = SECONDS.matcher(rules).replaceAll(Integer.toString(300 / FASTER));
        return DURATION.matcher(rules).replaceAll(
                found -> Integer.parseInt(found.group(1)) * (found.group(2).equals("m") ? 60_000 : 1000) / FASTER + "ms");
    }

    /** The service has neither outbox nor operations; tests of those that have look for their metrics. */
    private static Set<String> queriesWithoutData(Prometheus prometheus) throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : new ObjectMapper().readTree(resource("META-INF/grafana/grafana-dashboard-eventstream.json"))
                .get("panels")) {
            panel.path("targets").forEach(target -> queries.add(target.get("expr").textValue()));
        }
        assertThat(queries).hasSizeGreaterThan(30);
        return queries.stream().filter(query -> !query.matches(".*eventstream_(outbox|inbox|letters)_.*"))
                .filter(query -> prometheus
                        .count(query.replace("$__rate_interval", "10s").replaceAll("\\$(job|instance)", ".*")) == 0)
                .collect(Collectors.toSet());
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = AlertsTest.class.getClassLoader().getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A member that joins a group and leaves it, again and again. */
    private record Storm(Thread thread, AtomicBoolean over) {

        static Storm start(String brokers, String group) {
            AtomicBoolean over = new AtomicBoolean();
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    join(brokers, group, over);
                }
            }, "storm");
            thread.start();
            return new Storm(thread, over);
        }

        private static void join(String brokers, String group, AtomicBoolean over) {
            try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", brokers, "group.id", group,
                            "heartbeat.interval.ms", "200", "partition.assignment.strategy",
                            CooperativeStickyAssignor.class.getName()),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                member.subscribe(List.of(group));
                while (member.groupMetadata().generationId() < 0 && !over.get()) {
                    member.poll(Duration.ofMillis(500));
                }
            }
        }

        void end() throws InterruptedException {
            over.set(true);
            thread.join();
        }
    }
}
