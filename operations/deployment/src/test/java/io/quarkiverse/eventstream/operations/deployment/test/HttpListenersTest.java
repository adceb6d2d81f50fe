package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What an operator sees of a listener on Kafka, and the release of one that its failure policy has stopped. */
class HttpListenersTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = HttpApplication.create()
            .overrideConfigKey("quarkus.eventstream.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.listener.\"billing\".failure-policy", "stop")
            .overrideConfigKey("quarkus.eventstream.listener.\"billing\".attempts", "2")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideRuntimeConfigKey("quarkus.eventstream.operations.http.read-only", "false")
            .overrideRuntimeConfigKey("quarkus.eventstream.operations.http.audit-topic", "audit");

    @TestHTTPResource(value = "/eventstream", management = true)
    URI root;

    @Inject
    EventStream events;

    private final AtomicBoolean broken = new AtomicBoolean();
    private final List<String> billed = new CopyOnWriteArrayList<>();
    private String topic;
    private Subscription billing;

    @BeforeEach
    void listen(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName().toLowerCase();
        billing = events.newSubscription("billing").topic(topic).group("shop").offset(Offset.EARLIEST).handler(event -> {
            if (broken.get()) {
                throw new IllegalStateException("no such customer");
            }
            billed.add(event.key());
        }).register();
    }

    @AfterEach
    void cancel() {
        billing.cancel().toCompletableFuture().join();
    }

    private void publish(String key) {
        events.publishAndAwait(OutgoingEvent.builder("orderCreated").namespace("shop").topics(topic).key(key)
                .payload(Map.of("secret", "o-1")).build());
    }

    private HttpClientOf joe() {
        return new HttpClientOf(root, "joe");
    }

    private JsonObject billing() {
        return joe().get("/listeners").first("billing");
    }

    @Test
    void aListenerIsShownWithItsGroupLagAndThroughput() {
        publish("k1");
        await().untilAsserted(() -> assertThat(billing().getLong("completed")).isEqualTo(1));

        await().untilAsserted(() -> {
            JsonObject member = billing().getJsonArray("members").getJsonObject(0);
            assertThat(member.getString("clientId")).contains(topic);
            assertThat(member.getString("host")).isEqualTo("127.0.0.1");
            assertThat(member.getJsonArray("partitions")).isEqualTo(new JsonArray().add(0));
        });
        publish("k2");
        await().untilAsserted(() -> {
            JsonObject shown = billing();
            assertThat(shown.getDouble("throughput")).isPositive();
            assertThat(shown.getLong("completed")).isEqualTo(2);
            assertThat(shown.getLong("failed")).isZero();
            assertThat(shown.getLong("lag")).isZero();
            assertThat(shown.getLong("lagSeconds")).isZero();
            JsonObject partition = shown.getJsonArray("partitions").getJsonObject(0);
            assertThat(partition.getDouble("throughput")).isPositive();
            assertThat(partition.getLong("lag")).isZero();
        });
    }

    @Test
    void aListenerThatItsFailurePolicyHasStoppedIsReleased() {
        List<Map<String, Object>> actions = new CopyOnWriteArrayList<>();
        Subscription audit = events.newSubscription("audit").topic("audit").name("operatorAction").group("audit")
                .offset(Offset.EARLIEST).handler(event -> actions.add(event.payloadAsMap())).register();
        broken.set(true);
        publish("k1");

        await().untilAsserted(() -> assertThat(billing().getString("state")).isEqualTo("stopped"));
        JsonObject stopped = billing();
        assertThat(stopped.getString("reason")).contains("no such customer");
        assertThat(stopped.encode()).doesNotContain("secret", "o-1", "k1");
        await().untilAsserted(() -> {
            JsonObject partition = billing().getJsonArray("partitions").getJsonObject(0);
            assertThat(partition.getBoolean("blocked")).isTrue();
            assertThat(partition.getLong("lag")).isEqualTo(1);
            assertThat(partition.getLong("lagSeconds")).isNotNegative();
            assertThat(partition.getJsonObject("failing").getInteger("attempts")).isEqualTo(2);
            assertThat(partition.getJsonObject("failing").getLong("offset")).isZero();
        });

        broken.set(false);
        assertThat(new HttpClientOf(root, "guest").post("/listeners/billing/resume", new JsonObject()).status()).isEqualTo(403);
        assertThat(billing.isStopped()).isTrue();
        assertThat(joe().post("/listeners/billing/resume", new JsonObject()).status()).isEqualTo(202);

        await().untilAsserted(() -> assertThat(billed).containsExactly("k1"));
        await().untilAsserted(() -> assertThat(billing().getString("state")).isEqualTo("consuming"));
        await().untilAsserted(() -> assertThat(actions).singleElement().satisfies(action -> assertThat(action)
                .containsEntry("by", "joe").containsEntry("action", "release").containsEntry("target", "billing")));
        audit.cancel().toCompletableFuture().join();
    }
}
