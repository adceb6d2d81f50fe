package io.quarkiverse.eventstream.runtime.tracing;

import java.util.function.Consumer;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.AbandonedCall;
import io.quarkiverse.eventstream.runtime.listen.DeadLetter;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;

/**
 * Makes a span of each call of a listener, and of each dead letter, which goes on with the event's trace. A call's span is the current
 * one for as long as the call takes, be it on this thread or on others: each call has a Vert.x context of its own, and the span is kept
 * in it.
 *
 * @param id the listener's id
 * @param topic the topic, with the prefix
 * @param group the group, with the prefix; null for none
 * @param spans begins spans
 * @param contexts finds the event's trace
 */
record TracedListener(String id, String topic, String group, EventSpans spans, EventContext contexts)
        implements
            ListenerObservation {

    @Override
    public Consumer<Throwable> calling(IncomingEvent event) {
        Context parent = contexts.of(event);
        Span span = spans.process(event, id, topic, group, parent);
        Scope scope = parent.with(span).makeCurrent();
        return failure -> {
            scope.close();
            EventSpans.end(span, failure instanceof AbandonedCall ? null : failure);
        };
    }

    /** Beside the calls that failed. The dead letter itself keeps the headers of the event. */
    @Override
    public Consumer<Throwable> puttingAside(DeadLetter letter) {
        Context parent = letter.event() == null ? contexts.of(letter.record()) : contexts.of(letter.event());
        Span span = spans.deadLetter(letter, parent);
        return error -> EventSpans.end(span, error);
    }
}
