package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;

/**
 * Observes all streams of the application since its start, with the hooks of tracing and metrics.
 */
@Singleton
public class ObservedStreams implements StreamObserver.Factory {

    private final Map<String, ObservedStream> streams = new ConcurrentSkipListMap<>();
    /** That of the application: the context class loader of its start. */
    private final PublisherFinder publishers = new PublisherFinder(Thread.currentThread().getContextClassLoader());

    @Override
    public StreamObserver of(String stream, String provider, Names names) {
        ObservedStream observed = new ObservedStream(stream, names, publishers);
        // A channel with a provider of its own has a second bus of the stream, without listeners.
        ObservedStream known = streams.putIfAbsent(stream, observed);
        return known == null ? observed : known;
    }

    /** The streams, sorted by name. */
    Iterable<ObservedStream> all() {
        return streams.values();
    }

    /**
     * A stream.
     *
     * @throws IllegalArgumentException if it is not open
     */
    ObservedStream get(String name) {
        ObservedStream stream = streams.get(name);
        if (stream == null) {
            throw new IllegalArgumentException("There is no stream \"" + name + "\". There are " + streams.keySet());
        }
        return stream;
    }
}
