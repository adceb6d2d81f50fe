package io.quarkiverse.eventstream.runtime.tracing;

import java.net.InetSocketAddress;
import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/**
 * Starts and ends the spans of a stream.
 *
 * @param provider the name of the stream provider
 * @param server the address of the broker; null if unknown
 */
record EventSpans(String provider, Tracer tracer, InetSocketAddress server) {

    private static final String SEND = "send";
    private static final String PROCESS = "process";

    /** Starts the span of an event that is published. */
    Span send(OutgoingEvent event, List<String> topics, String client, Context parent) {
        SpanBuilder span = topics.size() == 1
                ? ofTopic(SEND, topics.get(0), parent, SpanKind.PRODUCER)
                : span(SEND, SEND, parent, SpanKind.PRODUCER).setAttribute(MessagingAttributes.MESSAGE_COUNT,
                        (long) topics.size());
        by(client, event.key(), span);
        return span.setAttribute(MessagingAttributes.MESSAGE_ID, event.id())
                .setAttribute(MessagingAttributes.EVENT_NAME, event.name()).startSpan();
    }

    /** Starts the span of an invocation; the group and the client may be null. */
    Span process(IncomingEvent event, String listener, String topic, String group, String client, Context parent) {
        SpanBuilder span = ofTopic(PROCESS, topic, parent, SpanKind.CONSUMER)
                .setAttribute(MessagingAttributes.PARTITION, String.valueOf(event.record().partition()))
                .setAttribute(MessagingAttributes.OFFSET, event.record().offset())
                .setAttribute(MessagingAttributes.MESSAGE_ID, event.id())
                .setAttribute(MessagingAttributes.EVENT_NAME, event.name())
                .setAttribute(MessagingAttributes.LISTENER, listener)
                .setAttribute(MessagingAttributes.ATTEMPT, (long) event.attempt());
        by(client, event.key(), span);
        if (group != null) {
            span.setAttribute(MessagingAttributes.GROUP, group);
        }
        if (event.isReplay()) {
            span.setAttribute(MessagingAttributes.REPLAY, true);
        }
        return span.startSpan();
    }

    /** Starts the span of a dead letter. */
    Span deadLetter(DeadLetter letter, String client, Context parent) {
        SpanBuilder span = ofTopic(SEND, letter.topic(), parent, SpanKind.PRODUCER)
                .setAttribute(MessagingAttributes.LISTENER, letter.recipient().listener())
                .setAttribute(MessagingAttributes.DEAD_LETTER_REASON, letter.reason().toString())
                .setAttribute(MessagingAttributes.DEAD_LETTER_EXCEPTION, letter.exception());
        by(client, letter.event() == null ? "" : letter.event().key(), span);
        if (letter.event() != null) {
            span.setAttribute(MessagingAttributes.MESSAGE_ID, letter.event().id())
                    .setAttribute(MessagingAttributes.EVENT_NAME, letter.event().name());
        }
        return span.startSpan();
    }

    private static void by(String client, String key, SpanBuilder span) {
        if (client != null) {
            span.setAttribute(MessagingAttributes.CLIENT_ID, client);
        }
        if (key != null && !key.isEmpty()) {
            span.setAttribute(MessagingAttributes.KEY, key);
        }
    }

    private SpanBuilder ofTopic(String operation, String topic, Context parent, SpanKind spanKind) {
        return span(operation + " " + topic, operation, parent, spanKind).setAttribute(MessagingAttributes.DESTINATION, topic);
    }

    private SpanBuilder span(String name, String operation, Context parent, SpanKind spanKind) {
        SpanBuilder span = tracer.spanBuilder(name).setParent(parent).setSpanKind(spanKind)
                .setAttribute(MessagingAttributes.SYSTEM, provider)
                .setAttribute(MessagingAttributes.OPERATION_NAME, operation)
                .setAttribute(MessagingAttributes.OPERATION_TYPE, operation);
        return server == null
                ? span
                : span.setAttribute(MessagingAttributes.SERVER_ADDRESS, server.getHostString())
                        .setAttribute(MessagingAttributes.SERVER_PORT, (long) server.getPort());
    }

    /**
     * Ends a span.
     *
     * @param error null for success
     */
    static void end(Span span, Throwable error) {
        if (error != null) {
            span.setAttribute(MessagingAttributes.ERROR_TYPE, error.getClass().getName());
            span.setStatus(StatusCode.ERROR, new InvocationFailure(error).toString());
            describe(span, error);
        }
        span.end();
    }

    /** The methods of an application's exception may throw, too. */
    private static void describe(Span span, Throwable error) {
        try {
            span.recordException(error);
        } catch (RuntimeException | Error e) {
            span.addEvent("exception");
        }
    }
}
