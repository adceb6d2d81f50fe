package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;

/**
 * The consumption of a topic for a group of listeners. All methods may be called from any thread.
 */
public interface Consumption extends ObservedConsumption {

    /** A listener was added, paused, resumed or cancelled: waiting deliveries recheck it. */
    void listenersChanged();

    /**
     * Seeks, for all listeners of the group, and commits the new position. Fetched records that have not begun are dropped;
     * invocations in flight end first.
     *
     * @param partition the partition, or empty for all that this consumer holds
     * @param offset the new position
     * @return completes when the position is committed; waits while no partition is held; fails if the consumption is stopped
     */
    CompletionStage<Void> seek(OptionalInt partition, Offset offset);

    /**
     * Skips an event that is being delivered to a listener.
     *
     * @param listener the id of the listener
     * @param reason for the log
     * @return false if it is not being delivered
     */
    boolean skip(String listener, int partition, long offset, String reason);

    /**
     * The end of the consumption.
     *
     * @return completes with true when all records there were have been consumed, with false when it was stopped before; fails if
     *        the topic is gone
     */
    CompletionStage<Boolean> ended();

    /**
     * Stops: dispatches nothing more, waits for invocations in flight, commits what is settled, leaves the group. Stopping again
     * changes nothing.
     *
     * @return completes when that is done
     */
    CompletionStage<Void> stop();
}
