package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * No broker answers, and none will answer until the configuration is corrected. The bus throws it within a consumer for an
 * {@link Obstacle} that is not transient; a provider may throw it from {@link Broker#open}.
 */
public final class MisconfiguredConnectionException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message the problem and the remedy
     * @param cause the exception of the client; may be null
     */
    public MisconfiguredConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
