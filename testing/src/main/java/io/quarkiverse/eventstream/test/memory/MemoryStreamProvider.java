package io.quarkiverse.eventstream.test.memory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * The stream {@code memory}: it publishes to the topics of a {@link MemoryBroker}, and consumes them.
 */
@Singleton
public class MemoryStreamProvider implements StreamProvider {

    /** The name of the provider. */
    public static final String NAME = "memory";

    private final MemoryBroker broker;

    /**
     * Creates a provider of streams that share a broker.
     *
     * @param broker the broker
     */
    @Inject
    public MemoryStreamProvider(MemoryBroker broker) {
        this.broker = broker;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        return broker.open(settings);
    }
}
