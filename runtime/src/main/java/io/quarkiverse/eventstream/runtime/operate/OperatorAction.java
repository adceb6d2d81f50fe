package io.quarkiverse.eventstream.runtime.operate;

import java.util.Map;

/**
 * What an operator has done.
 *
 * @param by the operator
 * @param name such as {@code redrive}
 * @param target the listener or the dead-letter topic
 * @param details how many, and why; values that JSON knows
 */
public record OperatorAction(String by, String name, String target, Map<String, Object> details) {

    /** Told about each action. A bean. */
    @FunctionalInterface
    public interface Observer {

        /** The action is done, or has begun. Must not block. */
        void done(OperatorAction action);
    }
}
