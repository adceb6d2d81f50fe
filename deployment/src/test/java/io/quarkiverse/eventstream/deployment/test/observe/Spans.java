package io.quarkiverse.eventstream.deployment.test.observe;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/**
 * Records ended spans for the tests.
 */
@Singleton
public class Spans {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Set<String> unbearable = ConcurrentHashMap.newKeySet();

    @Produces
    @Singleton
    SpanProcessor processor() {
        return SpanProcessor.composite(SimpleSpanProcessor.create(exporter), new FaultyProcessor());
    }

    /** Makes the span processor fail for spans of this name, from now on. */
    public void failFor(String name) {
        unbearable.add(name);
    }

    /** Waits for a number of spans of a trace, and returns them in the order of their starts. */
    public List<SpanData> awaitTrace(String traceId, int count) {
        return await().until(() -> of(traceId), spans -> spans.size() >= count);
    }

    /** The ended spans of a trace. */
    public List<SpanData> of(String traceId) {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getTraceId().equals(traceId))
                .sorted((one, other) -> Long.compare(one.getStartEpochNanos(), other.getStartEpochNanos())).toList();
    }

    private final class FaultyProcessor implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            if (unbearable.contains(span.getName())) {
                throw new IllegalStateException("This processor fails for " + span.getName());
            }
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
