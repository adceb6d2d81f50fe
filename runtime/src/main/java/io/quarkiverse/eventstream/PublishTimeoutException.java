package io.quarkiverse.eventstream;

/**
 * An event was not written to a topic within its timeout. The message says whether the record had been sent. If it had not, it is not
 * written later either. If it had, the broker may have written it, or may still write it; publishing the event again may repeat it, with
 * the same id.
 */
public class PublishTimeoutException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message the topic, the timeout, and whether the record had been sent
     * @param cause the last exception of the client; may be null
     */
    public PublishTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
