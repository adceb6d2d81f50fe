package io.quarkiverse.eventstream.runtime.tracing;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;

/**
 * Observes all streams with OpenTelemetry. A bean only if the application has tracing.
 */
@Singleton
@Priority(StreamObserver.Factory.OUTER)
public class Tracing implements StreamObserver.Factory {

    private static final String SCOPE = "io.quarkiverse.eventstream";

    private final OpenTelemetry openTelemetry;

    @Inject
    Tracing(OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
    }

    @Override
    public StreamObserver of(String stream, String provider, Names names) {
        return new TracedStream(names, provider, openTelemetry.getTracer(SCOPE),
                openTelemetry.getPropagators().getTextMapPropagator());
    }
}
