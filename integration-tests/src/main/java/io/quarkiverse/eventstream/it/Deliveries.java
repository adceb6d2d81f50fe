package io.quarkiverse.eventstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Remembers what listeners got, for tests to ask.
 */
@Singleton
public class Deliveries {

    public record Delivery(String listener, String id, Object payload, String thread, int attempt) {}

    private final Map<String, List<Delivery>> byEvent = new ConcurrentHashMap<>();

    void add(String listener, IncomingEvent event, Object payload) {
        byEvent.computeIfAbsent(event.id(), id -> new CopyOnWriteArrayList<>())
                .add(new Delivery(listener, event.id(), payload, Thread.currentThread().getName(), event.attempt()));
    }

    List<Delivery> of(String eventId) {
        return byEvent.getOrDefault(eventId, List.of());
    }
}
