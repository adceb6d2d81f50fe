package io.quarkiverse.eventstream.runtime.consume;

import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether the broker answers a consumer: a poll without records returns just as well while nobody is there. Kafka's client counts the
 * answers that it gets; of one that counts none, each poll is taken for an answer. Confined to the polling thread.
 */
final class BrokerAnswers {

    private static final String COUNT = "response-total";
    /** Beside it, there is a count for each node. */
    private static final String OF_ALL_NODES = "-node-metrics";

    private final Metric count;
    private double seen;

    BrokerAnswers(Consumer<?, ?> consumer) {
        count = consumer.metrics().entrySet().stream().filter(metric -> isCount(metric.getKey())).map(Map.Entry::getValue)
                .map(Metric.class::cast).findFirst().orElse(null);
    }

    private static boolean isCount(MetricName name) {
        return COUNT.equals(name.name()) && !name.group().endsWith(OF_ALL_NODES);
    }

    /** Whether there were answers since this was last asked. */
    boolean areThereMore() {
        if (count == null) {
            return true;
        }
        double before = seen;
        seen = ((Number) count.metricValue()).doubleValue();
        return seen > before;
    }
}
