package io.quarkiverse.eventstream.runtime.config;

import java.util.function.Supplier;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Exceptions for a start that fails because of the configuration. If the root cause is a {@link ConfigurationException}, Quarkus
 * prints only its message, without a stack trace.
 */
public final class WrongConfiguration {

    private WrongConfiguration() {}

    /** An exception with such a root cause; the message has the problem, the property and the remedy. */
    public static EventStreamException of(String message) {
        return new EventStreamException(message, new ConfigurationException(message));
    }

    /** Runs a part of the start, and gives each of its {@link EventStreamException}s such a root cause. */
    public static <T> T during(Supplier<T> start) {
        try {
            return start.get();
        } catch (EventStreamException e) {
            EventStreamException wrong = of(e.getMessage());
            wrong.getCause().addSuppressed(e);
            throw wrong;
        }
    }
}
