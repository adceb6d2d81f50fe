package io.quarkiverse.eventstream;

/**
 * The base class of the exceptions of the bus.
 */
public class EventStreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message the problem, where it is, and the remedy
     */
    public EventStreamException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message the problem, where it is, and the remedy
     * @param cause the cause; may be null
     */
    public EventStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
