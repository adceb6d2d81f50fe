package io.quarkiverse.eventstream.runtime.metrics;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;

/**
 * Observes all streams with Micrometer. A bean only if the application has metrics.
 */
@Singleton
@Priority(StreamObserver.Factory.INNER)
public class Metrics implements StreamObserver.Factory {

    private static final String DEFAULT_STREAM = "default";

    private final MeterRegistry registry;
    private final int maxTagValues;

    @Inject
    Metrics(MeterRegistry registry, EventStreamConfig config) {
        this.registry = registry;
        this.maxTagValues = config.metrics().maxTagValues();
        if (maxTagValues < 1) {
            throw WrongConfiguration.of("quarkus.eventstream.metrics.max-tag-values must be 1 or more, not " + maxTagValues);
        }
    }

    @Override
    public StreamObserver of(String stream, String provider, Names names) {
        return new MeteredStream(registry, EventStreamConfig.DEFAULT_STREAM.equals(stream) ? DEFAULT_STREAM : stream, names,
                maxTagValues);
    }
}
