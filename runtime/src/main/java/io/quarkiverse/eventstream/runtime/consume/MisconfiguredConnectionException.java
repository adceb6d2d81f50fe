package io.quarkiverse.eventstream.runtime.consume;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * No broker answers, and none will until somebody corrects the configuration. The message says what.
 */
final class MisconfiguredConnectionException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    MisconfiguredConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
