package io.quarkiverse.eventstream;

/**
 * Authentication failed, a certificate is not trusted, or this service must not write to the topic. The event was not written, and
 * publishing it again fails as well until an operator has corrected that. The cause is the exception of Kafka's client.
 */
public class PublishRefusedException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message the problem, where it is, and the remedy
     * @param cause the exception of the client
     */
    public PublishRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
