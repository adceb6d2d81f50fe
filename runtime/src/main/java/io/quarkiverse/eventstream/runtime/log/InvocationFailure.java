package io.quarkiverse.eventstream.runtime.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;

/**
 * What a call failed with, and how it can be told: an exception of the application's may itself fail when it is asked what it is.
 *
 * @param cause what the listener threw, or its stage failed with
 */
public record InvocationFailure(Throwable cause) {

    private static final int MAX_MESSAGE = 500;
    private static final int MAX_STACK_TRACE = 4000;

    /** The failure as a stage reports it, which may wrap it. */
    public static InvocationFailure of(Throwable error) {
        return new InvocationFailure(
                error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
    }

    /** What the exception says; empty if it says nothing. */
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

    /** Where the exception comes from, one place a line, cut to a bound; empty if it can't tell. */
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

    /** The exception for a log with stack traces, without foreign text that it can't bear; or null if it can't be printed. */
    Throwable printable() {
        try {
            return cause.toString() == null ? null : EscapedCause.of(cause);
        } catch (RuntimeException | Error e) {
            return null;
        }
    }
}
