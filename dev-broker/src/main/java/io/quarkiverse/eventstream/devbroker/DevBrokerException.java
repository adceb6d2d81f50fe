package io.quarkiverse.eventstream.devbroker;

/** The broker could not be started, stopped or reached. The message says what happened, where, and what to do. */
public class DevBrokerException extends RuntimeException {

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do
     */
    public DevBrokerException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do
     * @param cause why
     */
    public DevBrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
