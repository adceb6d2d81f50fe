package io.quarkiverse.eventstream.runtime.consume;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Something that a Kafka client counts in its metrics, such as the broker's answers. Not thread-safe. */
final class ClientCount {

    private final Metric metric;
    private double seen;

    ClientCount(Metric metric) {
        this.metric = metric;
        this.seen = value(metric);
    }

    /** The first metric of a client with such a name. */
    static Optional<Metric> metricOf(Consumer<?, ?> consumer, Predicate<MetricName> name) {
        return consumer.metrics().entrySet().stream().filter(metric -> name.test(metric.getKey()))
                .<Metric>map(Map.Entry::getValue).findFirst();
    }

    /** Zero for a metric that is no number. */
    static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    /** Whether the client has counted more since the last call, or since this was made. */
    boolean hasGrown() {
        double before = seen;
        seen = value(metric);
        return seen > before;
    }
}
