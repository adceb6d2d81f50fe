package io.quarkiverse.eventstream;

/**
 * More events wait to be published than {@code quarkus.eventstream.publish.max-waiting} or {@code max-waiting-memory} permits. The event
 * was not sent; it can be published again later.
 */
public class PublishOverloadException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message the bound and the remedy
     */
    public PublishOverloadException(String message) {
        super(message);
    }
}
