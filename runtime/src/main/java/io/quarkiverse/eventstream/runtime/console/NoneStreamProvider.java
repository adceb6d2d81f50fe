package io.quarkiverse.eventstream.runtime.console;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/** The stream {@code none}: it accepts and drops events, and its listeners get none. */
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
