package io.quarkiverse.eventstream.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;

/** The gauges of all reporters: the metrics of clients that have the same alias are combined. */
final class GoSdkMeters {

    private static final String PREFIX = "ab_eventstream_kafka_";
    private static final double SECOND = 1_000;
    private static final Map<String, Rule> RULES = rules();
    private static final Map<Alias, Combined> GAUGES = new HashMap<>();

    private GoSdkMeters() {}

    /** How a metric of Kafka is reported; {@code unit} is its unit, in that of the alias. */
    private record Rule(String name, Function<Map<String, String>, Tags> tags, double unit,
            Function<DoubleStream, Double> combine) {}

    private record Combined(Gauge gauge, Set<KafkaMetric> metrics) {}

    /** A name of the Go SDK, with tags. */
    record Alias(String name, Tags tags, double unit, Function<DoubleStream, Double> combine) {

        /** The alias of a metric of Kafka; empty if the Go SDK has no such metric. */
        static Optional<Alias> of(MetricName metric) {
            return Optional.ofNullable(RULES.get(key(metric)))
                    .map(rule -> new Alias(rule.name(), rule.tags().apply(metric.tags()), rule.unit(), rule.combine()));
        }
    }

    /** The number of tags tells the metrics of a topic from those of a partition, or of a client, with the same name. */
    private static String key(MetricName metric) {
        return key(metric.group(), metric.name(), metric.tags().size());
    }

    private static String key(String group, String name, int tags) {
        return group + '/' + name + '/' + tags;
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        String consumer = "consumer-fetch-manager-metrics";
        rules.put(key(consumer, "records-consumed-total", 2), sum("reader_messages", GoSdkMeters::topic));
        rules.put(key(consumer, "bytes-consumed-total", 2), sum("reader_message_bytes", GoSdkMeters::topic));
        rules.put(key(consumer, "records-lag", 3), sum("reader_lag",
                tags -> topic(tags).and("partition", tags.get("partition"))));
        rules.put(key("consumer-coordinator-metrics", "rebalance-total", 1), sum("reader_rebalances", GoSdkMeters::client));
        rules.put(key("consumer-metrics", "connection-creation-total", 1), sum("reader_dials", GoSdkMeters::client));

        String producer = "producer-topic-metrics";
        rules.put(key(producer, "record-send-total", 2), sum("writer_messages", GoSdkMeters::topic));
        rules.put(key(producer, "byte-total", 2), sum("writer_message_bytes", GoSdkMeters::topic));
        rules.put(key(producer, "record-error-total", 2), sum("writer_errors", GoSdkMeters::topic));
        rules.put(key(producer, "record-retry-total", 2), sum("writer_retries_count_summary", GoSdkMeters::topic));
        String node = "producer-node-metrics";
        rules.put(key(node, "request-total", 2), sum("writer_writes", GoSdkMeters::broker));
        // The Go SDK reports the average and the maximum as these quantiles, too.
        rules.put(key(node, "request-latency-avg", 2), average("writer_write_seconds", GoSdkMeters::broker, SECOND));
        rules.put(key(node, "request-latency-max", 2), maximum("writer_write_seconds", GoSdkMeters::broker, SECOND));
        String batches = "producer-metrics";
        rules.put(key(batches, "batch-size-avg", 1), average("writer_batch_bytes_summary", GoSdkMeters::client, 1));
        rules.put(key(batches, "batch-size-max", 1), maximum("writer_batch_bytes_summary", GoSdkMeters::client, 1));
        return Map.copyOf(rules);
    }

    private static Rule sum(String name, Function<Map<String, String>, Tags> tags) {
        return new Rule(PREFIX + name, tags, 1, DoubleStream::sum);
    }

    private static Rule average(String name, Function<Map<String, String>, Tags> tags, double unit) {
        return new Rule(PREFIX + name, tags.andThen(of -> of.and("quantile", "0.5")), unit,
                values -> values.average().orElse(Double.NaN));
    }

    private static Rule maximum(String name, Function<Map<String, String>, Tags> tags, double unit) {
        return new Rule(PREFIX + name, tags.andThen(of -> of.and("quantile", "0.9")), unit,
                values -> values.max().orElse(Double.NaN));
    }

    private static Tags topic(Map<String, String> tags) {
        return Tags.of("topic", tags.get("topic"));
    }

    private static Tags broker(Map<String, String> tags) {
        return Tags.of("broker", tags.get("node-id"));
    }

    private static Tags client(Map<String, String> tags) {
        return Tags.of("client", tags.get("client-id"));
    }

    static synchronized void add(Alias alias, KafkaMetric metric) {
        GAUGES.computeIfAbsent(alias, GoSdkMeters::register).metrics().add(metric);
    }

    private static Combined register(Alias alias) {
        Set<KafkaMetric> metrics = ConcurrentHashMap.newKeySet();
        return new Combined(Gauge.builder(alias.name(), () -> alias.combine().apply(metrics.stream()
                .map(KafkaMetric::metricValue).filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue()).filter(value -> !Double.isNaN(value))) / alias.unit())
                .tags(alias.tags()).register(Metrics.globalRegistry), metrics);
    }

    static synchronized void remove(Alias alias, KafkaMetric metric) {
        Combined combined = GAUGES.get(alias);
        if (combined != null && combined.metrics().remove(metric) && combined.metrics().isEmpty()) {
            GAUGES.remove(alias);
            Metrics.globalRegistry.remove(combined.gauge());
        }
    }
}
