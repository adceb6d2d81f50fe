package io.quarkiverse.eventstream.runtime.tracing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;

/**
 * The span of an event that is published. The headers of the record carry it, and so does the envelope's {@code spanContext} unless the
 * publisher has set another trace.
 *
 * @param span the started span
 * @param context the context with the span
 * @param topics the number of topics of the event
 * @param inEnvelope whether the envelope carries the span
 */
record PublishSpan(Span span, Context context, TextMapPropagator propagator, int topics, boolean inEnvelope)
        implements
            PublishObservation {

    @Override
    public OutgoingEvent carrier(OutgoingEvent event) {
        return inEnvelope
                ? event.toBuilder().spanContext(JaegerSpanContext.format(span.getSpanContext())).build()
                : event;
    }

    @Override
    public List<Header> headers() {
        List<Header> headers = new ArrayList<>(2);
        propagator.inject(context, headers,
                (all, name, value) -> all.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        return headers;
    }

    /** The coordinates are attributes of the span of one topic; for several topics, each record is an event of the span. */
    @Override
    public void answered(String topic, WrittenRecord written, Throwable error) {
        if (written == null || written.offset() < 0) {
            return;
        }
        String partition = String.valueOf(written.partition());
        if (topics == 1) {
            span.setAttribute(MessagingAttributes.PARTITION, partition);
            span.setAttribute(MessagingAttributes.OFFSET, written.offset());
        } else {
            span.addEvent("written", Attributes.of(MessagingAttributes.DESTINATION, topic, MessagingAttributes.PARTITION,
                    partition, MessagingAttributes.OFFSET, written.offset()));
        }
    }

    @Override
    public Consumer<Runnable> logContext() {
        return EventContext.within(context);
    }

    @Override
    public void ended(Throwable error) {
        EventSpans.end(span, error instanceof PublishException failed && topics == 1
                ? failed.failures().values().iterator().next()
                : error);
    }
}
