package org.acme.shop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;
import io.smallrye.mutiny.Uni;

/** Notes what came where: what the examples' listeners would do is of no matter here. */
@Singleton
public class Seen {

    private final Map<String, List<IncomingEvent>> events = new ConcurrentHashMap<>();

    private final List<String> gone = new CopyOnWriteArrayList<>();

    private final Map<String, byte[]> records = new ConcurrentHashMap<>();

    void note(String where, IncomingEvent event) {
        events.computeIfAbsent(where, key -> new CopyOnWriteArrayList<>()).add(event);
    }

    Uni<Void> noteLater(String where, IncomingEvent event) {
        return Uni.createFrom().voidItem().invoke(() -> note(where, event));
    }

    void noteGone(String key) {
        gone.add(key);
    }

    boolean isGone(String key) {
        return gone.contains(key);
    }

    void noteRecord(String key, byte[] value) {
        records.put(key, value);
    }

    byte[] record(String key) {
        return records.get(key);
    }

    List<IncomingEvent> at(String where) {
        return events.getOrDefault(where, List.of());
    }

    boolean has(String where, String eventId) {
        return at(where).stream().anyMatch(event -> event.id().equals(eventId));
    }
}
