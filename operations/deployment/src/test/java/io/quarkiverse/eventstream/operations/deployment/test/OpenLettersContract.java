package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** The meter of open letters, on each kind of stream. */
abstract class OpenLettersContract {

    private static final Pattern METRIC = Pattern.compile("eventstream_letters_[a-z_]+");

    static QuarkusUnitTest application() {
        return new QuarkusUnitTest().withApplicationRoot(root -> root.addClass(OpenLettersContract.class))
                .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter")
                .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1")
                .overrideConfigKey("quarkus.eventstream.prefix", "prod")
                .overrideRuntimeConfigKey("quarkus.eventstream.operations.open-letters-interval", "0.1S");
    }

    @Inject
    EventStream events;

    @Inject
    DeadLetterDesk desk;

    @Inject
    MeterRegistry registry;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    private final AtomicBoolean broken = new AtomicBoolean(true);

    private void listen(String id) {
        Subscription subscription = events.newSubscription(id).topic("orders").group(id).offset(Offset.EARLIEST)
                .handler(event -> {
                    if (broken.get()) {
                        throw new IllegalStateException("not now");
                    }
                }).register();
        assertThat(subscription.id()).isEqualTo(id);
    }

    private void awaitOpen(String listener, double number) {
        await().ignoreExceptions().untilAsserted(() -> assertThat(registry.get("eventstream.letters.open")
                .tag("stream", "default").tag("topic", "prod.orders.dlq").tag("listener", listener).gauge().value())
                .isEqualTo(number));
    }

    @Test
    void openLettersAreCountedByListener() throws Exception {
        listen("billing");
        listen("shipping");
        awaitOpen("billing", 0);
        for (int i = 0; i < 3; i++) {
            events.publishAndAwait(
                    OutgoingEvent.builder("orderCreated").namespace("shop").topic("orders").key("k" + i).build());
        }
        awaitOpen("billing", 3);
        awaitOpen("shipping", 3);

        desk.discard("orders.dlq", LetterFilter.builder().listener("billing").key("k1").build(), "ada", "SHOP-4711");
        awaitOpen("billing", 2);
        broken.set(false);
        desk.redrive("orders.dlq", LetterFilter.builder().listener("shipping").build(), RedriveOptions.by("ada").build());
        awaitOpen("shipping", 0);
        awaitOpen("billing", 2);

        broken.set(true);
        desk.redrive("orders.dlq", LetterFilter.builder().listener("billing").key("k2").build(),
                RedriveOptions.by("ada").build()).completion().toCompletableFuture().join();
        // It fails again: there is a new letter.
        await().until(() -> desk.letters("orders.dlq", LetterFilter.builder().key("k2").build(),
                PageRequest.newest(1)).letters().size() == 1);
        awaitOpen("billing", 2);
        events.publishAndAwait(OutgoingEvent.builder("orderCreated").namespace("shop").topic("orders").build());
        awaitOpen("billing", 3);
        String scraped = HttpClient.newHttpClient().send(HttpRequest.newBuilder(metrics).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        assertThat(asked()).isNotEmpty().allSatisfy(metric -> assertThat(scraped).contains("\n" + metric + "{"));
    }

    /** By the dashboard and the alert rules. */
    private static Set<String> asked() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String name : List.of("META-INF/grafana/grafana-dashboard-eventstream.json",
                "META-INF/prometheus/eventstream-alerts.yml")) {
            try (InputStream resource = EventStream.class.getClassLoader().getResourceAsStream(name)) {
                METRIC.matcher(new String(resource.readAllBytes(), StandardCharsets.UTF_8)).results()
                        .forEach(found -> asked.add(found.group()));
            }
        }
        return asked;
    }
}
