package io.quarkiverse.eventstream;

/**
 * The broker refuses this service, or this service the broker: it is not accepted, not allowed to write the topic, or a
 * certificate is not trusted. The event was not written, and publishing it again is of no use until somebody has put that right.
 * The cause is the exception of Kafka's client.
 */
public class PublishRefusedException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what was refused, by whom, and what to do about it
     * @param cause what the client said
     */
    public PublishRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
