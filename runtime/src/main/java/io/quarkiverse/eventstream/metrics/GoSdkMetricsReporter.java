package io.quarkiverse.eventstream.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Reports metrics of Kafka's clients to Micrometer, under the names that eventstream-go-sdk 3.16 to 4.2 gives to Prometheus: they begin
 * with {@code ab_eventstream_kafka_}. Kafka makes one for each client:
 *
 * <pre>
 * kafka.metric.reporters=io.quarkiverse.eventstream.metrics.GoSdkMetricsReporter
 * </pre>
 *
 * All are gauges, because Prometheus' client for Java would add {@code _total} to the name of a counter; {@code rate()} works on them as
 * on counters. Clients with the same tags share a gauge. A gauge exists as long as a client has its metric. Thread-safe.
 */
public final class GoSdkMetricsReporter implements MetricsReporter {

    private static final String TOPIC = "topic";

    /** By the name that Kafka deprecates. */
    private final Map<MetricName, KafkaMetric> reported = new ConcurrentHashMap<>();

    /** For Kafka's clients. */
    public GoSdkMetricsReporter() {}

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to configure.
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    /** For a topic whose name has periods, a consumer has two metrics: a deprecated one with underscores is not reported. */
    @Override
    public void metricChange(KafkaMetric metric) {
        GoSdkMeters.Alias.of(metric.metricName()).ifPresent(alias -> reported.compute(deprecated(metric.metricName()),
                (deprecated, known) -> known != null && metric.metricName().equals(deprecated)
                        ? known
                        : replace(known, metric, alias)));
    }

    private static KafkaMetric replace(KafkaMetric known, KafkaMetric metric, GoSdkMeters.Alias alias) {
        remove(known);
        GoSdkMeters.add(alias, metric);
        return metric;
    }

    private static void remove(KafkaMetric metric) {
        if (metric != null) {
            GoSdkMeters.Alias.of(metric.metricName()).ifPresent(alias -> GoSdkMeters.remove(alias, metric));
        }
    }

    private static MetricName deprecated(MetricName name) {
        Map<String, String> tags = new HashMap<>(name.tags());
        tags.computeIfPresent(TOPIC, (tag, topic) -> topic.replace('.', '_'));
        return new MetricName(name.name(), name.group(), name.description(), tags);
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        if (reported.remove(deprecated(metric.metricName()), metric)) {
            remove(metric);
        }
    }

    @Override
    public void close() {
        reported.values().forEach(this::metricRemoval);
    }
}
