package io.quarkiverse.eventstream.runtime.tracing;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkiverse.eventstream.runtime.publish.SpanContextSource;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;

/**
 * Tells OpenTelemetry's current span to events that are published. A bean only where the service traces.
 */
@Singleton
public class CurrentSpan implements SpanContextSource {

    @Override
    public String current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? JaegerSpanContext.format(span) : "";
    }
}
