package io.quarkiverse.eventstream.devbroker;

/** The broker could not be started, stopped or reached. The message has the cause, the location and the remedy. */
public class DevBrokerException extends RuntimeException {

    /** Creates the exception. */
    public DevBrokerException(String message) {
        super(message);
    }

    /** Creates the exception. */
    public DevBrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
