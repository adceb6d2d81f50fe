package io.quarkiverse.eventstream;

/**
 * The event was published in a transaction that was rolled back: it was not written, and never will be. Only with an outbox, and as the cause
 * of a {@link PublishException}.
 */
public class PublishRolledBackException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message the problem
     */
    public PublishRolledBackException(String message) {
        super(message);
    }
}
