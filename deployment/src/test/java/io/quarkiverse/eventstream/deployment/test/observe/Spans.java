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
 * The spans that have ended, in the memory of the test.
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

    /** From here on, a span of this name makes the span processor fail. */
    public void cannotBear(String name) {
        unbearable.add(name);
    }

    /** All spans of a trace, in the order in which they began, once there are so many. */
    public List<SpanData> awaitTrace(String traceId, int count) {
        return await().until(() -> of(traceId), spans -> spans.size() >= count);
    }

    /** All spans of a trace that have ended. */
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
                throw new IllegalStateException("This processor can't bear " + span.getName());
            }
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
