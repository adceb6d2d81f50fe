package org.acme.shop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;

/** What could not be published. */
@Singleton
public class Outbox {

    private final Map<String, List<Violation>> refused = new ConcurrentHashMap<>();
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    void keep(OutgoingEvent event, String topic) {
        kept.put(event.id(), topic);
    }

    void refuse(OutgoingEvent event, List<Violation> violations) {
        refused.put(event.id(), violations);
    }

    List<Violation> violations(String eventId) {
        return refused.getOrDefault(eventId, List.of());
    }

    boolean has(String eventId) {
        return kept.containsKey(eventId);
    }
}
