package io.quarkiverse.eventstream.runtime.consume;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** A metric of a Kafka client that only grows, such as the number of responses. Not thread-safe. */
final class CounterMetric {

    private final Metric metric;
    private double lastValue;

    CounterMetric(Metric metric) {
        this.metric = metric;
        this.lastValue = value(metric);
    }

    /** The first metric of a client whose name matches. */
    static Optional<Metric> find(Consumer<?, ?> consumer, Predicate<MetricName> name) {
        return consumer.metrics().entrySet().stream().filter(metric -> name.test(metric.getKey()))
                .<Metric>map(Map.Entry::getValue).findFirst();
    }

    /** Zero for a metric that is not a number. */
    static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    /** Reads the metric. Returns whether it has grown since it was read last. */
    boolean update() {
        double before = lastValue;
        lastValue = value(metric);
        return lastValue > before;
    }
}
