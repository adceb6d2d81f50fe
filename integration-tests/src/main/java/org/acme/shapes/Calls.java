package org.acme.shapes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Remembers the events of the topic {@code shapes}, each of which is named for its listener, for tests to ask.
 */
@Singleton
public class Calls {

    private final Map<String, String> byEvent = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    /** A listener was called, and what it has to say. */
    void add(IncomingEvent event, Object remark) {
        add(event.id(), remark);
    }

    /** A listener that takes no event was called. */
    void add(String event, Object remark) {
        byEvent.put(event, Thread.currentThread().getName() + " " + remark);
    }

    /** Something else than a listener was called. */
    void note(String what, String remark) {
        notes.put(what, remark);
    }

    /** What the listener said, after the name of its thread. */
    public String of(String event) {
        return byEvent.get(event);
    }

    String noted(String what) {
        return notes.getOrDefault(what, "");
    }
}
