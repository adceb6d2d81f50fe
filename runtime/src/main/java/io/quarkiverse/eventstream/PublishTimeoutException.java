package io.quarkiverse.eventstream;

/**
 * A topic was not written within the event's timeout. The message says whether the record had been sent: if it had not, it is
 * not written, nor will it be; if it had, the broker may have it, or may still get it, and publishing again may repeat it, with
 * the same id.
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
