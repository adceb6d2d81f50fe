package io.quarkiverse.eventstream.runtime.consume;

import java.util.Optional;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.MetricName;

/**
 * Whether the broker answers a consumer: without it, polls return without records just the same. Kafka's client counts the answers; for
 * a client that counts none, each poll is taken for an answer. Confined to the polling thread.
 */
final class BrokerAnswers {

    private static final String COUNT = "response-total";
    /** There is another count for each node. */
    private static final String OF_ONE_NODE = "-node-metrics";

    private final Optional<ClientCount> count;

    BrokerAnswers(Consumer<?, ?> consumer) {
        count = ClientCount.metricOf(consumer, BrokerAnswers::isCount).map(ClientCount::new);
    }

    private static boolean isCount(MetricName name) {
        return COUNT.equals(name.name()) && !name.group().endsWith(OF_ONE_NODE);
    }

    /** Whether there were answers since the last call. */
    boolean areThereMore() {
        return count.isEmpty() || count.get().hasGrown();
    }
}
