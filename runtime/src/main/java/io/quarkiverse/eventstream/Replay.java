package io.quarkiverse.eventstream;

import java.util.concurrent.CompletionStage;

/**
 * A running replay. Thread-safe.
 *
 * @see EventStream#newReplay
 */
public interface Replay {

    /**
     * The topic that is replayed.
     *
     * @return without the prefix
     */
    String topic();

    /**
     * The end of the replay.
     *
     * @return completes when all listeners have completed the last event; fails with
     *         {@link java.util.concurrent.CancellationException} if the replay is cancelled, or the application stops, before that
     */
    CompletionStage<Void> completion();

    /**
     * Ends the replay early: no further event is dispatched, and invocations in flight end. Another call changes nothing.
     *
     * @return completes when the last invocation has ended
     */
    CompletionStage<Void> cancel();
}
