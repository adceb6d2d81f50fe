package io.quarkiverse.eventstream;

/**
 * An event has a newer {@linkplain EventType#version() version} than the class of a listener's payload, and {@code newer-version} of the
 * listener is not {@code accept}.
 */
public class NewerVersionException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message the event, its version, and the version of the class
     */
    public NewerVersionException(String message) {
        super(message);
    }
}
