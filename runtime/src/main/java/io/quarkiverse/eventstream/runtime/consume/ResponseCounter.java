package io.quarkiverse.eventstream.runtime.consume;

import java.util.Optional;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.MetricName;

/**
 * Determines whether the broker answers a consumer: without a broker, polls return without records too. Kafka's client counts the
 * responses; for a client that does not, each poll counts as one. Confined to the polling thread.
 */
final class ResponseCounter {

    private static final String RESPONSES = "response-total";
    /** There is another counter for each node. */
    private static final String GROUP_OF_NODES = "-node-metrics";

    private final Optional<CounterMetric> responses;

    ResponseCounter(Consumer<?, ?> consumer) {
        responses = CounterMetric.find(consumer, ResponseCounter::isOfAllNodes).map(CounterMetric::new);
    }

    private static boolean isOfAllNodes(MetricName name) {
        return RESPONSES.equals(name.name()) && !name.group().endsWith(GROUP_OF_NODES);
    }

    /** Returns whether responses have arrived since the last call. */
    boolean update() {
        return responses.isEmpty() || responses.get().update();
    }
}
