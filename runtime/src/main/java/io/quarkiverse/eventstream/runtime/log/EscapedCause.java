package io.quarkiverse.eventstream.runtime.log;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * Replaces an exception whose message, or the message of a cause, quotes untrusted text that has to be escaped: a stack trace prints all of
 * them. It prints the class name, the escaped message and the stack trace of the original.
 */
public final class EscapedCause extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int MESSAGE_LENGTH = 1000;
    private static final int MAX_DEPTH = 16;

    private final transient String text;

    private EscapedCause(Throwable original, Throwable cause) {
        super(message(original), cause);
        String message = getMessage();
        text = original.getClass().getName() + (message == null ? "" : ": " + message);
        setStackTrace(original.getStackTrace());
    }

    /**
     * The exception itself if its messages need no escapes, else its replacement.
     *
     * @return an exception that is safe to log
     */
    public static Throwable of(Throwable original) {
        return isPlain(original, MAX_DEPTH) ? original : replace(original, MAX_DEPTH);
    }

    private static boolean isPlain(Throwable failure, int depth) {
        if (failure == null) {
            return true;
        }
        return depth > 0 && (failure.getMessage() == null || isPlain(failure)) && failure.getSuppressed().length == 0
                && isPlain(failure.getCause(), depth - 1);
    }

    private static boolean isPlain(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof JsonProcessingException) {
            // Jackson puts the location on a line of its own.
            message = message.replace("\n at [Source: ", "");
        }
        return message.length() <= MESSAGE_LENGTH && UntrustedText.isPlain(message);
    }

    private static Throwable replace(Throwable failure, int depth) {
        return failure == null || depth == 0 ? null : new EscapedCause(failure, replace(failure.getCause(), depth - 1));
    }

    private static String message(Throwable original) {
        return original.getMessage() == null ? null : UntrustedText.of(original.getMessage(), MESSAGE_LENGTH);
    }

    @Override
    public String toString() {
        return text;
    }
}
