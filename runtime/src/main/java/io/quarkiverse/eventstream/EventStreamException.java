package io.quarkiverse.eventstream;

/**
 * The root of what the bus throws.
 */
public class EventStreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what happened, where, and what to do
     */
    public EventStreamException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what happened, where, and what to do
     * @param cause why; may be null
     */
    public EventStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
