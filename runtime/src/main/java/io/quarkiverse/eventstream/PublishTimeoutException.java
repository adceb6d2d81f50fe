package io.quarkiverse.eventstream;

/**
 * A topic was not written within the event's timeout. Whether the broker has the record can't be known when it had been
 * handed to the network: publishing again may repeat it, with the same id.
 */
public class PublishTimeoutException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what was waited for, and how long
     * @param cause what the client said last; may be null
     */
    public PublishTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
