package io.quarkiverse.eventstream.interop.command;

/** A command cannot do its work; the message has the reason and the remedy. */
final class InteropException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InteropException(String message) {
        super(message);
    }
}
