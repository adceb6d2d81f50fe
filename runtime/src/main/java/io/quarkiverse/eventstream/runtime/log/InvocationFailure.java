package io.quarkiverse.eventstream.runtime.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;

/**
 * The failure of an invocation, with texts for logs and headers. The methods of an application's exception may throw, too; these do not.
 *
 * @param cause the exception or error of the listener, or of its stage
 */
public record InvocationFailure(Throwable cause) {

    private static final int MAX_MESSAGE = 500;
    private static final int MAX_STACK_TRACE = 4000;

    /** Unwraps the failure of a stage. */
    public static InvocationFailure of(Throwable error) {
        return new InvocationFailure(
                error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
    }

    /** The message of the exception; empty if it has none. */
    public String message() {
        try {
            String message = cause.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | Error e) {
            return "";
        }
    }

    /** For one line of a log. */
    @Override
    public String toString() {
        String message = message();
        return cause.getClass().getName() + (message.isEmpty() ? "" : ": " + UntrustedText.of(message, MAX_MESSAGE));
    }

    /** The stack trace, truncated to a maximum length; empty if the exception can't print it. */
    public String stackTrace() {
        Throwable printable = printable();
        if (printable == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        printable.printStackTrace(new PrintWriter(text, true));
        String all = text.toString();
        return all.length() <= MAX_STACK_TRACE ? all : all.substring(0, MAX_STACK_TRACE) + "…";
    }

    /** The exception with escaped messages, for a log with stack traces; null if it can't be printed. */
    Throwable printable() {
        try {
            return cause.toString() == null ? null : EscapedCause.of(cause);
        } catch (RuntimeException | Error e) {
            return null;
        }
    }
}
