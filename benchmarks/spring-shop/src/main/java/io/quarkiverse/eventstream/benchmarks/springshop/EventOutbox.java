package io.quarkiverse.eventstream.benchmarks.springshop;

import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** The outbox of a contestant. */
@FunctionalInterface
public interface EventOutbox {

    /** Publishes an event with the transaction of the caller, under the key of its order. */
    void publish(OrderEvent event);
}
