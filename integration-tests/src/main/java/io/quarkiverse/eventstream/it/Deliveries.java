package io.quarkiverse.eventstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Records the deliveries, for tests.
 */
@Singleton
public class Deliveries {

    /**
     * An invocation of a listener.
     *
     * @param listener the name of the listener
     * @param id the id of the event
     * @param payload the payload that the listener got
     * @param thread the name of its thread
     * @param attempt the number of the attempt
     * @param trace the id of its trace
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
