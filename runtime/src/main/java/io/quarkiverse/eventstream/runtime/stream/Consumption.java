package io.quarkiverse.eventstream.runtime.stream;

import java.util.concurrent.CompletionStage;

/**
 * A topic being consumed for a group of listeners.
 */
public interface Consumption {

    /** To be called after a listener was added, paused, resumed or cancelled, so that what waits for it looks again. */
    void listenersChanged();

    /**
     * Stops: no further event is handed out, calls that run end, what is done is committed, the group is left. Stopping again
     * changes nothing.
     *
     * @return completes when all that has happened
     */
    CompletionStage<Void> stop();
}
