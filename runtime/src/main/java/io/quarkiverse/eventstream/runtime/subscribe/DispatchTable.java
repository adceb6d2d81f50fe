package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.scan.EventNameScanner;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;

/**
 * Which listeners of a topic and group a record concerns, by the name of its event. Immutable.
 */
final class DispatchTable {

    private final List<Listener> listeners;
    private final List<Listener> forTombstones;
    private final List<Listener> forEvents;
    private final ListenersByName byName;

    DispatchTable(List<Listener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.forTombstones = this.listeners.stream().filter(listener -> listener.input() != ListenerInput.EVENTS)
                .toList();
        this.forEvents = this.listeners.stream().filter(listener -> listener.input() != ListenerInput.TOMBSTONES)
                .toList();
        List<Listener> forAllNames = new ArrayList<>();
        Map<String, List<Listener>> forName = new HashMap<>();
        for (Listener listener : forEvents) {
            if (listener.spec().names().isEmpty()) {
                forAllNames.add(listener);
            }
        }
        for (Listener listener : forEvents) {
            for (String name : listener.spec().names()) {
                forName.computeIfAbsent(name, absent -> new ArrayList<>(forAllNames)).add(listener);
            }
        }
        byName = new ListenersByName(forName, forAllNames);
    }

    List<Listener> listeners() {
        return listeners;
    }

    /** The listeners of records without a value. */
    List<Listener> forTombstones() {
        return forTombstones;
    }

    /**
     * The listeners that a record may concern, by the name of its event. The name is in a header of records of the bus; else the
     * value is scanned for it. If only decoding finds the name, all listeners are returned.
     *
     * @param bytes hold the value; empty if there is none
     * @param from where the value begins
     * @param to where it ends, exclusive
     */
    List<Listener> listenersFor(Headers headers, byte[] bytes, int from, int to) {
        Header header = headers.lastHeader(EventCodec.NAME_HEADER);
        byte[] inHeader = header == null ? null : header.value();
        if (inHeader != null) {
            return byName.of(inHeader, 0, inHeader.length);
        }
        long name = EventNameScanner.scan(bytes, from, to);
        return name == EventNameScanner.UNCLEAR
                ? forEvents
                : byName.of(bytes, EventNameScanner.start(name), EventNameScanner.end(name));
    }

    DispatchTable with(Listener listener) {
        List<Listener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new DispatchTable(more);
    }

    DispatchTable without(Listener listener) {
        List<Listener> fewer = new ArrayList<>(listeners);
        fewer.remove(listener);
        return new DispatchTable(fewer);
    }
}
