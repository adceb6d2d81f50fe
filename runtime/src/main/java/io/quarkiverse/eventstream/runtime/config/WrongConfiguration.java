package io.quarkiverse.eventstream.runtime.config;

import java.util.function.Supplier;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * What fails a start because of the configuration. Quarkus prints the message of a start's root cause alone, without a stack trace, if
 * that is a {@link ConfigurationException}.
 */
public final class WrongConfiguration {

    private WrongConfiguration() {}

    /**
     * An exception with such a root cause.
     *
     * @param message what is wrong, where, and what to do
     * @return to be thrown
     */
    public static EventStreamException of(String message) {
        return new EventStreamException(message, new ConfigurationException(message));
    }

    /**
     * Does a part of the start, of which each {@link EventStreamException} comes from the configuration.
     *
     * @param <T> the type of its result
     * @param start the part
     * @return its result
     */
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
