package io.quarkiverse.eventstream.runtime.console;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamKind;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * The stream {@code none}: events are accepted and dropped, and listeners get nothing.
 */
@Singleton
public class NoneStreamKind implements StreamKind {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        return new DetachedConnection();
    }
}
