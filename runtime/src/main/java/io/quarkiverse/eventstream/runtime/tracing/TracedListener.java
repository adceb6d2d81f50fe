package io.quarkiverse.eventstream.runtime.tracing;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;

/**
 * A span for each invocation of a listener, and for each dead letter, in the trace of the event. The span of an invocation is current until
 * the invocation ends, on all of its threads: OpenTelemetry keeps it in the Vert.x context, of which each invocation has its own.
 *
 * @param id the listener's id
 * @param topic the topic, with the prefix
 * @param group the group, with the prefix; null for none
 * @param failed the contexts of failed attempts, until their outcome is logged; by identity
 */
record TracedListener(String id, String topic, String group, Clients clients, EventSpans spans, EventContext contexts,
        Map<IncomingEvent, Context> failed)
        implements
            ListenerObservation {

    /**
     * The ids of the clients; null if unknown.
     *
     * @param producer the client that writes dead letters
     */
    record Clients(String consumer, String producer) {}

    TracedListener(String id, String topic, String group, Clients clients, EventSpans spans, EventContext contexts) {
        this(id, topic, group, clients, spans, contexts, Collections.synchronizedMap(new IdentityHashMap<>()));
    }

    @Override
    public Consumer<Throwable> invoking(IncomingEvent event) {
        Context parent = contexts.of(event);
        Span span = spans.process(event, id, topic, group, clients.consumer(), parent);
        Scope scope = parent.with(span).makeCurrent();
        return failure -> {
            scope.close();
            if (failure != null) {
                failed.put(event, parent.with(span));
            }
            EventSpans.end(span, failure instanceof AbandonedInvocation ? null : failure);
        };
    }

    @Override
    public Consumer<Runnable> contextOf(IncomingEvent event) {
        Context attempt = failed.remove(event);
        return EventContext.within(attempt == null ? contexts.of(event) : attempt);
    }

    @Override
    public Consumer<Runnable> contextOf(ConsumerRecord<byte[], byte[]> record) {
        return EventContext.within(contexts.of(record));
    }

    @Override
    public Map<String, String> trace() {
        return contexts.headers(Context.current());
    }

    /** A sibling of the spans of the failed invocations. The dead letter itself keeps the headers of the event. */
    @Override
    public Consumer<Throwable> deadLettering(DeadLetter letter) {
        Context parent = letter.event() == null ? contexts.of(letter.record()) : contexts.of(letter.event());
        Span span = spans.deadLetter(letter, clients.producer(), parent);
        return error -> EventSpans.end(span, error);
    }
}
