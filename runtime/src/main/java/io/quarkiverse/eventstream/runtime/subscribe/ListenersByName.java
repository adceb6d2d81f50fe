package io.quarkiverse.eventstream.runtime.subscribe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Listeners by the name that they asked for, found by the bytes of a name: what nobody asked for need not become a string to be
 * passed over. Immutable.
 */
final class ListenersByName {

    /** A hash table with open addresses; at most half of it is taken. */
    private final Entry[] table;
    private final List<Listener> others;

    private record Entry(byte[] name, List<Listener> listeners) {}

    /** An index. */
    ListenersByName(Map<String, List<Listener>> byName, List<Listener> others) {
        this.table = new Entry[Integer.highestOneBit(Math.max(1, byName.size())) * 4];
        this.others = others;
        byName.forEach((name, listeners) -> add(name.getBytes(StandardCharsets.UTF_8), listeners));
    }

    private void add(byte[] name, List<Listener> listeners) {
        int place = place(name, 0, name.length);
        while (table[place] != null) {
            place = next(place);
        }
        table[place] = new Entry(name, listeners);
    }

    /**
     * Finds listeners.
     *
     * @param bytes hold a name in UTF-8
     * @param end where it ends, exclusive
     * @return those who asked for it, else those whom all others concern
     */
    List<Listener> of(byte[] bytes, int start, int end) {
        for (int place = place(bytes, start, end); table[place] != null; place = next(place)) {
            Entry entry = table[place];
            if (Arrays.equals(entry.name, 0, entry.name.length, bytes, start, end)) {
                return entry.listeners;
            }
        }
        return others;
    }

    private int place(byte[] bytes, int start, int end) {
        int hash = 1;
        for (int at = start; at < end; at++) {
            hash = 31 * hash + bytes[at];
        }
        return (hash ^ hash >>> 16) & table.length - 1;
    }

    private int next(int place) {
        return place + 1 & table.length - 1;
    }
}
