package io.quarkiverse.eventstream;

/**
 * Handles the events of a {@link Subscription}.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * Handles one event, on a worker thread or a virtual thread. The listener has completed the event when this method returns.
     *
     * @param event the event; not null
     * @throws Exception if the event could not be handled. The handler is invoked again for the event after a growing delay, until its
     *         failure policy applies
     */
    void handle(IncomingEvent event) throws Exception;
}
