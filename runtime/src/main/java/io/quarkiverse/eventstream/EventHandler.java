package io.quarkiverse.eventstream;

/**
 * Handles the events of a {@link Subscription}.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * Handles one event. It counts as handled when this returns.
     *
     * @param event the event
     * @throws Exception to be called again for the same event, after a growing delay
     */
    void handle(IncomingEvent event) throws Exception;
}
