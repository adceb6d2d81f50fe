package io.quarkiverse.eventstream;

/**
 * Called for each topic to which an event was not written.
 *
 * @see OutgoingEvent.Builder#onError
 */
@FunctionalInterface
public interface PublishErrorHandler {

    /**
     * Called once for each failed topic, before the stage of {@link EventStream#publish} fails. Runs on a thread that may block; after
     * {@link EventStream#publishAndAwait}, on the calling thread. An exception is logged.
     *
     * @param event the event that was given to {@link EventStream#publish}
     * @param topic the topic that failed, without the prefix
     * @param error an {@link InvalidEventException} if the event is not valid and was sent to no topic; a
     *        {@link PublishTimeoutException}, {@link PublishOverloadException} or {@link PublishRefusedException}; or another exception
     *        of the broker or the client
     */
    void onError(OutgoingEvent event, String topic, Throwable error);
}
