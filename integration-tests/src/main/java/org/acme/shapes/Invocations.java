package org.acme.shapes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Records the events of the topic {@code shapes}, each of which has the name of its listener, for tests.
 */
@Singleton
public class Invocations {

    private final Map<String, String> byEvent = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    /** Records the invocation of a listener, with a remark. */
    void add(IncomingEvent event, Object remark) {
        add(event.id(), remark);
    }

    /** Records the invocation of a listener without an event parameter. */
    void add(String event, Object remark) {
        byEvent.put(event, Thread.currentThread().getName() + " " + remark);
    }

    /** Records a call of something other than a listener. */
    void note(String what, String remark) {
        notes.put(what, remark);
    }

    /** The name of the listener's thread, and its remark. */
    public String of(String event) {
        return byEvent.get(event);
    }

    String noted(String what) {
        return notes.getOrDefault(what, "");
    }
}
