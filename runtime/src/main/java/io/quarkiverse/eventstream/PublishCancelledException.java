package io.quarkiverse.eventstream;

/**
 * The event was cancelled, with {@link EventStream#cancelDelivery}, in the transaction that has published it: it was not written, and never
 * will be. Only with an outbox, and as the cause of a {@link PublishException}.
 */
public class PublishCancelledException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message the problem
     */
    public PublishCancelledException(String message) {
        super(message);
    }
}
