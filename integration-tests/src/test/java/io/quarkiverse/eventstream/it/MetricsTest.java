package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkus.test.junit.QuarkusTest;

/** Compares the metrics in Prometheus of a service under load with the test's own counters. */
@QuarkusTest
class MetricsTest {

    private static final int EVENTS = 2000;

    @Inject
    EventStream events;

    private final String topic = "load-" + UUID.randomUUID();
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder delivered = new LongAdder();

    @AfterEach
    void cancel() {
        events.subscription(topic).ifPresent(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    @Test
    void prometheusCountsTheSameAsTheListenerAndThePublisher() {
        events.newSubscription(topic).topic(topic).name("wanted").group(topic).offset(Offset.EARLIEST).handler(this::listen)
                .register();

        List<CompletionStage<PublishReceipt>> receipts = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            receipts.add(events.publish(OutgoingEvent.builder(i % 4 == 0 ? "unwanted" : "wanted").topic(topic).namespace("it")
                    .key("k" + i % 10).payload(Map.of("number", i)).build()));
            if (i % 500 == 0) {
                // Also under load.
                assertThat(metrics()).contains("eventstream_published_total");
            }
        }
        receipts.forEach(receipt -> receipt.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join());

        await().until(() -> delivered.sum() == EVENTS * 3 / 4);
        String of = "topic=\"it." + topic + "\"";
        await().untilAsserted(() -> {
            String metrics = metrics();
            assertThat(sum(metrics, "eventstream_published_total", of, "name=\"wanted\"")).isEqualTo(EVENTS * 3 / 4);
            assertThat(sum(metrics, "eventstream_published_total", of)).isEqualTo(EVENTS);
            assertThat(sum(metrics, "eventstream_publish_time_seconds_count", of)).isEqualTo(EVENTS);
            assertThat(sum(metrics, "eventstream_publish_in_flight_events", "stream=\"default\"")).isZero();
            assertThat(sum(metrics, "eventstream_received_total", of)).isEqualTo(EVENTS);
            assertThat(sum(metrics, "eventstream_skipped_total", of)).isEqualTo(EVENTS / 4);
            assertThat(sum(metrics, "eventstream_delivered_total", of)).isEqualTo(delivered.sum());
            assertThat(sum(metrics, "eventstream_failed_total", of)).isEqualTo(failures.sum());
            assertThat(sum(metrics, "eventstream_retried_total", of)).isEqualTo(failures.sum());
            assertThat(sum(metrics, "eventstream_listener_time_seconds_count", of)).isEqualTo(calls.sum());
            assertThat(sum(metrics, "eventstream_lag_records", of)).isZero();
            assertThat(sum(metrics, "eventstream_unfinished_age_seconds", of)).isZero();
        });
        assertThat(failures.sum()).isPositive();
        // An invocation is counted within its span, so that the metric has an exemplar with its trace.
        assertThat(metrics()).containsPattern("eventstream_failed_total\\{.*" + topic + ".*} \\S+ # \\{.*trace_id=");
        // Kafka's own metrics of the clients of the bus.
        assertThat(metrics()).contains("kafka_producer_record_send_total", "kafka_consumer_fetch_manager_records_lag");
    }

    /** Fails at the first attempt for every 100th event. */
    private void listen(IncomingEvent event) {
        calls.increment();
        if (event.payloadAsTree().get("number").asInt() % 100 == 1 && event.attempt() == 1) {
            failures.increment();
            throw new IllegalStateException("Not yet");
        }
        delivered.increment();
    }

    private static String metrics() {
        return when().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /** The sum of all time series of a metric with these tags; fails if there is none. */
    private static double sum(String metrics, String name, String... tags) {
        List<MatchResult> series = Pattern.compile("(?m)^" + name + "\\{([^}]*)} (\\S+)(?: # .*)?$").matcher(metrics).results()
                .filter(found -> List.of(tags).stream().allMatch(found.group(1)::contains)).toList();
        assertThat(series).as(name).isNotEmpty();
        return series.stream().mapToDouble(found -> Double.parseDouble(found.group(2))).sum();
    }
}
