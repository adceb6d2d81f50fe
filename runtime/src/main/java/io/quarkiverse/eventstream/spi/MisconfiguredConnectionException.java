package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * No broker answers, and none will until somebody corrects the configuration. The message says what.
 */
public final class MisconfiguredConnectionException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what is wrong, and what to do
     * @param cause what Kafka's client said
     */
    public MisconfiguredConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
