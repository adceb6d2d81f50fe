package io.quarkiverse.eventstream.interop.command;

/** A command can't do its work; the message says why, and what to do. */
final class InteropException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InteropException(String message) {
        super(message);
    }
}
