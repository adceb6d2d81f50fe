package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;

/**
 * The consumption of a topic as observers see it. Thread-safe.
 */
public interface ObservedConsumption {

    ConsumptionState state();

    /**
     * The lag in each partition that the consumer holds.
     *
     * @return in no order; empty while it is not known, and for a replay
     */
    default List<PartitionLag> lags() {
        return List.of();
    }

    /**
     * The events that were dispatched to listeners and are not settled.
     *
     * @return the events of all listeners, in no order
     */
    List<UnfinishedEvent> unfinishedEvents();
}
