package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;

/**
 * A topic being consumed for a group of listeners. All methods may be called from any thread.
 */
public interface Consumption extends ObservedConsumption {

    /** To be called after a listener was added, paused, resumed or cancelled, so that what waits for it looks again. */
    void listenersChanged();

    /**
     * Moves to another place, for all listeners of the group, and commits it. What was fetched and not begun is forgotten; calls
     * that run end first.
     *
     * @param partition the partition, or empty for all that this consumer holds; none of others
     * @return completes when the place is committed. Waits while no partition is held. Fails if the consumption is stopped
     */
    CompletionStage<Void> seek(OptionalInt partition, Offset offset);

    /**
     * The end of it all.
     *
     * @return completes with true when everything there was to consume has been, and with false when it was stopped before;
     *         fails if what was to be consumed is gone
     */
    CompletionStage<Boolean> ended();

    /**
     * Stops: no further event is handed out, calls that run end, what is done is committed, the group is left. Stopping again
     * changes nothing.
     */
    CompletionStage<Void> stop();
}
