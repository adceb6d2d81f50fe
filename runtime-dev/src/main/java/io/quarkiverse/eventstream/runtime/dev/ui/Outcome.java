package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * The outcome of an action on a page.
 *
 * @param done whether it was carried out
 * @param message what was done, or why not
 */
public record Outcome(boolean done, String message) {

    /** Carries out an action that returns what it has done. */
    public static Outcome of(Callable<String> action) {
        try {
            return new Outcome(true, action.call());
        } catch (ExecutionException e) {
            return new Outcome(false, text(e.getCause()));
        } catch (Exception e) {
            return new Outcome(false, text(e));
        }
    }

    static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
