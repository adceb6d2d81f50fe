package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import io.quarkiverse.eventstream.runtime.listen.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.stream.ConsumptionState;

/**
 * The consumption of a topic as observers see it. Thread-safe.
 */
public interface ObservedConsumption {

    /**
     * Its state.
     *
     * @return as of now
     */
    ConsumptionState state();

    /**
     * The events that were dispatched to listeners and are not settled.
     *
     * @return of all listeners, in no order
     */
    List<UnfinishedEvent> unfinishedEvents();
}
