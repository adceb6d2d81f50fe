package io.quarkiverse.eventstream.test.conformance;

import org.junit.jupiter.api.Nested;

import io.quarkiverse.eventstream.test.StandaloneStream;

/**
 * The contract of every kind of stream, also of one that delivers nothing: publishing and registration of listeners.
 */
public abstract class StreamConformance {

    /** For subclasses. */
    protected StreamConformance() {}

    /**
     * Configures a service on a stream of the provider under test. All services share the topics, groups and offsets of one broker.
     *
     * @return a builder with the kind and the properties that it needs
     */
    protected abstract StandaloneStream.Builder service();

    /** Validation of events, and the results of publishing. */
    @Nested
    public class Publishing extends PublishingConformance {

        Publishing() {
            super(StreamConformance.this);
        }
    }

    /** How listeners are registered, paused and cancelled. */
    @Nested
    public class Registering extends RegisteringConformance {

        Registering() {
            super(StreamConformance.this);
        }
    }
}
