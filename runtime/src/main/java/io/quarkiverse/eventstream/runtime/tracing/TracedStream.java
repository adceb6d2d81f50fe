package io.quarkiverse.eventstream.runtime.tracing;

import java.util.List;
import java.util.Optional;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;

/**
 * The spans of a stream: one for each publication, each invocation of a listener and each dead letter.
 */
final class TracedStream implements StreamObserver {

    private final Names names;
    private final String provider;
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final EventContext contexts;
    private volatile EventSpans spans;
    private volatile StreamConnection stream;
    private volatile String producer;

    TracedStream(Names names, String provider, Tracer tracer, TextMapPropagator propagator) {
        this.names = names;
        this.provider = provider;
        this.tracer = tracer;
        this.spans = new EventSpans(provider, tracer, null);
        this.propagator = propagator;
        this.contexts = new EventContext(propagator);
    }

    @Override
    public void opened(StreamConnection connection) {
        spans = new EventSpans(provider, tracer, connection.server().orElse(null));
        producer = connection.producerName().orElse(null);
        stream = connection;
    }

    /**
     * A span context that the publisher has set becomes the parent, and stays in the envelope, so that headers and envelope show the same
     * trace. If the current span is in that trace, as in a listener that publishes its event again, it is the parent instead: the span
     * context of the event is an earlier one.
     */
    @Override
    public PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        Context current = Context.current();
        Optional<SpanContext> given = JaegerSpanContext.parse(event.spanContext());
        boolean isInTrace = given.isPresent()
                && given.get().getTraceId().equals(Span.fromContext(current).getSpanContext().getTraceId());
        Context parent = given.isEmpty() || isInTrace ? current : current.with(Span.wrap(given.get()));
        Span span = spans.send(event, topics, producer, parent);
        return new PublishSpan(span, parent.with(span), propagator, topics.size(), isInTrace || event.spanContext().isEmpty());
    }

    @Override
    public ListenerObservation listening(ListenerSpec listener) {
        String topic = names.fullTopic(listener.topic());
        String group = names.fullGroup(listener.group());
        String consumer = stream == null ? null : stream.consumerName(topic, group).orElse(null);
        return new TracedListener(listener.id(), topic, group, new TracedListener.Clients(consumer, producer), spans, contexts);
    }
}
