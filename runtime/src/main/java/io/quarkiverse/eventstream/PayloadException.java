package io.quarkiverse.eventstream;

/**
 * The payload of an event does not fit the requested type. A listener that fails with it is not invoked again: the event is treated as
 * undecodable.
 */
public class PayloadException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message the event, the type and the reason
     * @param cause the exception of Jackson
     */
    public PayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
