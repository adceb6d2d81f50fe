package io.quarkiverse.eventstream.outbox.deployment.test;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.outbox.runtime.OutboxHealthCheck;
import io.quarkus.test.QuarkusUnitTest;

/** The meters, the spans and the health check of the outbox. */
class ObservedOutboxTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Orders.class, Billing.class,
                            Topic.class, Registry.class, Spans.class))
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:observed;DB_CLOSE_DELAY=-1");

    static class Registry {

        @Produces
        @Singleton
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }

        @Produces
        @Singleton
        SpanProcessor processor(InMemorySpanExporter ended) {
            return SimpleSpanProcessor.create(ended);
        }
    }

    @Inject
    SimpleMeterRegistry registry;

    @Inject
    InMemorySpanExporter spans;

    @Inject
    Orders orders;

    @Inject
    Billing billing;

    @Inject
    EventStream events;

    @Inject
    @Readiness
    OutboxHealthCheck health;

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }

    private double gauge(String name) {
        return registry.find(name).gauge() != null
                ? registry.get(name).gauge().value()
                : registry.get(name).timeGauge().value();
    }

    private Map<String, Object> health() {
        HealthCheckResponse response = health.call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        return response.getData().orElse(Map.of());
    }

    @Test
    void progressIsCountedAndARefusedEventIsNamed() throws Exception {
        orders.createTable();
        Topic topic = Topic.create();
        topic.set("max.message.bytes", "20000");
        assertThat(gauge("eventstream.outbox.pending")).as("unknown at first").isNaN();

        orders.place(topic.name, "k", "1", "2");
        orders.place(topic.name, "held", "large");
        try {
            orders.fail(new ArrayList<>(), topic.name, "k", "3");
        } catch (IllegalStateException unwanted) {
            // It is rolled back.
        }

        OutboxTests.await().untilAsserted(() -> {
            assertThat(count("eventstream.outbox.stored")).isEqualTo(3);
            assertThat(count("eventstream.outbox.sent")).isEqualTo(2);
            assertThat(count("eventstream.outbox.refused")).isPositive();
            assertThat(gauge("eventstream.outbox.pending")).isEqualTo(1);
            assertThat(gauge("eventstream.outbox.oldest.age")).isPositive();
            assertThat(health()).containsEntry("pending", 1L).containsKey("oldest").hasEntrySatisfying("refused event 3",
                    reason -> assertThat(reason).asString().startsWith(topic.name + ": ").contains("larger than"));
        });
        topic.set("max.message.bytes", "100000");

        OutboxTests.await().untilAsserted(() -> assertThat(health()).containsEntry("pending", 0L)
                .containsEntry("delayed", 0L).hasSize(2));
        assertThat(gauge("eventstream.outbox.oldest.age")).isZero();
        assertThat(registry.get("eventstream.published").tag("topic", topic.name).counter().count()).isEqualTo(3);
    }

    @Test
    void delayedEventsAreCounted() throws Exception {
        orders.createTable();
        Topic topic = Topic.create();
        events.publishAndAwait(
                Orders.event(topic.name, "k", "later").toBuilder().deliverAfter(Duration.ofHours(1)).build());

        OutboxTests.await().untilAsserted(() -> {
            assertThat(gauge("eventstream.outbox.delayed")).isEqualTo(1);
            assertThat(health()).containsEntry("delayed", 1L);
        });
        assertThat(events.cancelDelivery("later")).isTrue();
    }

    /** For each invocation for an event, in order, whether its span says that the event is a duplicate. */
    private List<Boolean> duplicates(String id) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> id.equals(span.getAttributes().get(stringKey("messaging.message.id")))
                        && "process".equals(span.getAttributes().get(stringKey("messaging.operation.name"))))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                .map(span -> Boolean.TRUE.equals(span.getAttributes().get(booleanKey("eventstream.duplicate")))).toList();
    }

    @Test
    void duplicatesAreCountedAndMarkedInTheTrace() throws Exception {
        billing.createTable();
        String id = UUID.randomUUID().toString();
        OutgoingEvent order = OutgoingEvent.builder("order").topic(Billing.ORDERS).namespace("shop").id(id).key(id)
                .payload(Map.of("number", "n", "failures", 0)).build();
        events.publishAndAwait(order);
        events.publishAndAwait(order);

        OutboxTests.await().untilAsserted(() -> assertThat(registry.get("eventstream.inbox.duplicates")
                .tag("listener", Billing.class.getName() + "#bill").functionCounter().count()).isEqualTo(1));
        OutboxTests.await().untilAsserted(() -> assertThat(duplicates(id)).containsExactly(false, true));
    }
}
