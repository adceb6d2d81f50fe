package io.quarkiverse.eventstream.test.conformance;

import org.junit.jupiter.api.Nested;

import io.quarkiverse.eventstream.test.StandaloneStream;

/**
 * What every kind of stream promises, also one that delivers nothing: what may be published, and how listeners are registered.
 */
public abstract class StreamConformance {

    /** For the tests of a kind of stream. */
    protected StreamConformance() {}

    /**
     * A service on a stream of the kind under test. All services share what a broker has: topics, groups and offsets.
     *
     * @return a description that names the kind, and what else it needs
     */
    protected abstract StandaloneStream.Builder service();

    /** What may be published, and what its publisher is told. */
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
