package io.quarkiverse.eventstream.runtime.console;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * The stream {@code none}: events are accepted and dropped, and listeners get nothing.
 */
@Singleton
public class NoneStreamProvider implements StreamProvider {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        return new DetachedConnection();
    }
}
