package io.quarkiverse.eventstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Remembers what listeners got, for tests to ask.
 */
@Singleton
public class Deliveries {

    /**
     * A call of a listener.
     *
     * @param listener whose
     * @param id of the event
     * @param payload as the listener got it
     * @param thread where it ran
     * @param attempt which call for this event it was
     * @param trace that it belongs to
     */
    public record Delivery(String listener, String id, Object payload, String thread, int attempt, String trace) {}

    private final Map<String, List<Delivery>> byEvent = new ConcurrentHashMap<>();

    void add(String listener, IncomingEvent event, Object payload) {
        byEvent.computeIfAbsent(event.id(), id -> new CopyOnWriteArrayList<>())
                .add(new Delivery(listener, event.id(), payload, Thread.currentThread().getName(), event.attempt(),
                        Span.current().getSpanContext().getTraceId()));
    }

    List<Delivery> of(String eventId) {
        return byEvent.getOrDefault(eventId, List.of());
    }
}
