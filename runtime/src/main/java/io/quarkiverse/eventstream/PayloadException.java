package io.quarkiverse.eventstream;

/**
 * The payload of an event can't be read as the type that was asked for. Trying again does not help: an event whose payload does
 * not fit its listener is treated like one that can't be decoded.
 */
public class PayloadException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message the event, the type and the reason
     * @param cause what Jackson said
     */
    public PayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
