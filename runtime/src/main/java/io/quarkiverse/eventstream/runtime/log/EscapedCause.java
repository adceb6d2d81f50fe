package io.quarkiverse.eventstream.runtime.log;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * Stands in for an exception whose message quotes foreign text that must not reach a log as it is: a stack trace prints the
 * messages of all causes. It has the type's name, the escaped message and the stack trace of the exception.
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
     * The exception itself if a log can bear it and all its causes, else what stands in for it.
     *
     * @return what a log may print with its stack trace
     */
    public static Throwable of(Throwable original) {
        return isHarmless(original, MAX_DEPTH) ? original : replace(original, MAX_DEPTH);
    }

    private static boolean isHarmless(Throwable failure, int depth) {
        if (failure == null) {
            return true;
        }
        return depth > 0 && (failure.getMessage() == null || isHarmless(failure)) && failure.getSuppressed().length == 0
                && isHarmless(failure.getCause(), depth - 1);
    }

    private static boolean isHarmless(Throwable failure) {
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
