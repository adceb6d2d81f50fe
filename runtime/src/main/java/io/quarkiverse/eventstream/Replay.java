package io.quarkiverse.eventstream;

import java.util.concurrent.CompletionStage;

/**
 * A running replay. All methods may be called from any thread.
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
     * @return completes when all listeners are through with the last event; fails with
     *         {@link java.util.concurrent.CancellationException} if the replay was cancelled, or the application stopped, before
     */
    CompletionStage<Void> completion();

    /**
     * Ends the replay early: no further event is handed out, and calls that run end. Cancelling again changes nothing.
     *
     * @return completes when that has happened
     */
    CompletionStage<Void> cancel();
}
