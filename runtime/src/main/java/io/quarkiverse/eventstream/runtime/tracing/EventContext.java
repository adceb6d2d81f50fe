package io.quarkiverse.eventstream.runtime.tracing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;

/**
 * Extracts the trace context of an event from the headers of its record, or else from the envelope's {@code spanContext}, for peers that
 * write no headers. Baggage comes from the headers. The result is based on the root context: the current thread may have an unrelated one.
 */
final class EventContext {

    private static final TextMapGetter<IncomingEvent> OF_EVENT = new OfEvent();
    private static final TextMapGetter<Headers> OF_RECORD = new OfRecord();

    private final TextMapPropagator propagator;

    EventContext(TextMapPropagator propagator) {
        this.propagator = propagator;
    }

    Context of(IncomingEvent event) {
        Context context = propagator.extract(Context.root(), event, OF_EVENT);
        return Span.fromContext(context).getSpanContext().isValid()
                ? context
                : JaegerSpanContext.toContext(context, event.spanContext());
    }

    /** For an undecodable record, which has no envelope. */
    Context of(ConsumerRecord<byte[], byte[]> record) {
        return propagator.extract(Context.root(), record.headers(), OF_RECORD);
    }

    /** A context as headers, such as {@code traceparent}. */
    Map<String, String> headers(Context context) {
        Map<String, String> headers = new HashMap<>();
        propagator.inject(context, headers, Map::put);
        return headers;
    }

    /** Runs tasks in a context. */
    static Consumer<Runnable> within(Context context) {
        return task -> {
            Scope scope = context.makeCurrent();
            try {
                task.run();
            } finally {
                scope.close();
            }
        };
    }

    private static final class OfEvent implements TextMapGetter<IncomingEvent> {

        @Override
        public Iterable<String> keys(IncomingEvent event) {
            return event.record().headers().stream().map(EventHeader::name).toList();
        }

        @Override
        public String get(IncomingEvent event, String name) {
            String value = null;
            for (EventHeader header : event.record().headers()) {
                if (header.name().equals(name)) {
                    value = header.text();
                }
            }
            return value;
        }
    }

    private static final class OfRecord implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers headers) {
            return StreamSupport.stream(headers.spliterator(), false).map(Header::key).toList();
        }

        @Override
        public String get(Headers headers, String name) {
            Header header = headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
