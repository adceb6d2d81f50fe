package io.quarkiverse.eventstream.deployment.test.observe;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

/** The metrics of Kafka's clients under the names of the Go SDK. */
class GoSdkMetricsTest {

    private static final String PREFIX = "ab_eventstream_kafka_";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Registry.class))
            .overrideConfigKey("quarkus.otel.enabled", "false")
            .overrideConfigKey("kafka.metric.reporters", "io.quarkiverse.eventstream.metrics.GoSdkMetricsReporter");

    static class Registry {

        @Produces
        @Singleton
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Inject
    SimpleMeterRegistry registry;

    /** Without gauges that have no value yet. */
    private double sum(String name, String... tags) {
        return registry.find(PREFIX + name).tags(tags).gauges().stream().mapToDouble(Gauge::value)
                .filter(value -> !Double.isNaN(value)).sum();
    }

    private void publish(String topic, int count) {
        IntStream.range(0, count).forEach(i -> events.publishAndAwait(OutgoingEvent.builder("measured").topic(topic)
                .namespace("shop").payload(null).build()));
    }

    @Test
    void theClientsReportUnderTheNamesOfTheGoSdk() {
        // A name with a dot, which Kafka's older metrics replace.
        String topic = kafka.newTopic("measured." + System.nanoTime(), 1);
        Received first = new Received();
        Received second = new Received();
        events.newSubscription("first").topic(topic).group("g1-" + topic).offset(Offset.EARLIEST).handler(first).register();
        Subscription ended = events.newSubscription("second").topic(topic).group("g2-" + topic).offset(Offset.EARLIEST)
                .handler(second).register();

        publish(topic, 5);
        first.awaitCount(5);
        second.awaitCount(5);

        assertThat(sum("writer_messages", "topic", topic)).isEqualTo(5);
        assertThat(sum("writer_message_bytes", "topic", topic)).isPositive();
        assertThat(sum("writer_errors", "topic", topic)).isZero();
        assertThat(sum("writer_writes")).isPositive();
        assertThat(sum("writer_write_seconds", "quantile", "0.9")).isPositive().isLessThan(60);
        assertThat(sum("writer_batch_bytes_summary", "quantile", "0.5")).isPositive();
        await().untilAsserted(() -> assertThat(sum("reader_messages", "topic", topic)).as("of both groups").isEqualTo(10));
        assertThat(sum("reader_message_bytes", "topic", topic)).isPositive();
        assertThat(sum("reader_lag", "topic", topic, "partition", "0")).isZero();
        assertThat(sum("reader_rebalances")).isPositive();
        assertThat(sum("reader_dials")).isPositive();
        assertThat(registry.find(PREFIX + "reader_lag").tags("topic", topic.replace('.', '_')).gauges())
                .as("Kafka's older metrics").isEmpty();
        assertThat(registry.find(PREFIX + "reader_messages").tags("topic", topic.replace('.', '_')).gauges()).isEmpty();

        ended.cancel();
        await().untilAsserted(() -> assertThat(sum("reader_messages", "topic", topic)).as("of one group").isEqualTo(5));
        assertThat(registry.getMeters()).filteredOn(meter -> meter.getId().getName().startsWith(PREFIX))
                .extracting(Meter::getId).extracting(Meter.Id::getType).containsOnly(Meter.Type.GAUGE);
    }
}
