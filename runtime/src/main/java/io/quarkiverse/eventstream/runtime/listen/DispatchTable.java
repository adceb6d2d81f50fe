package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which listeners of a topic and group an event concerns, by the event's name. Immutable.
 */
final class DispatchTable {

    private final List<Listener> listeners;
    private final List<Listener> forAllNames = new ArrayList<>();
    private final Map<String, List<Listener>> byName = new HashMap<>();

    DispatchTable(List<Listener> listeners) {
        this.listeners = List.copyOf(listeners);
        for (Listener listener : this.listeners) {
            if (listener.spec().name().isEmpty()) {
                forAllNames.add(listener);
            }
        }
        for (Listener listener : this.listeners) {
            if (!listener.spec().name().isEmpty()) {
                byName.computeIfAbsent(listener.spec().name(), name -> new ArrayList<>(forAllNames)).add(listener);
            }
        }
    }

    List<Listener> listeners() {
        return listeners;
    }

    List<Listener> listenersFor(String name) {
        return byName.getOrDefault(name, forAllNames);
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
