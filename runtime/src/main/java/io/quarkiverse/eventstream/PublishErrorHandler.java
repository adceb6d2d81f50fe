package io.quarkiverse.eventstream;

/**
 * Told about each topic that an event could not be published to.
 *
 * @see OutgoingEvent.Builder#onError
 */
@FunctionalInterface
public interface PublishErrorHandler {

    /**
     * Called once for each failed topic, on a worker thread, so it may block.
     *
     * @param event the event as it was given to {@link EventStream#publish}
     * @param topic the topic that failed, without the prefix
     * @param error why: an {@link InvalidEventException} when nothing was sent since the event breaks a rule, else what the
     *        broker or the client said
     */
    void onError(OutgoingEvent event, String topic, Throwable error);
}
