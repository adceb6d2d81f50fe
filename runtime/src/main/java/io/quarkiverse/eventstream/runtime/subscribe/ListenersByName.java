package io.quarkiverse.eventstream.runtime.subscribe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Listeners by the name of the event, found by the bytes of a name: the name of an unwanted event need not become a string.
 * Immutable.
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
        int slot = slot(name, 0, name.length);
        while (table[slot] != null) {
            slot = next(slot);
        }
        table[slot] = new Entry(name, listeners);
    }

    /**
     * Finds listeners.
     *
     * @param bytes hold a name in UTF-8
     * @param end where it ends, exclusive
     * @return the listeners of that name, else those of all other names
     */
    List<Listener> of(byte[] bytes, int start, int end) {
        for (int slot = slot(bytes, start, end); table[slot] != null; slot = next(slot)) {
            Entry entry = table[slot];
            if (Arrays.equals(entry.name, 0, entry.name.length, bytes, start, end)) {
                return entry.listeners;
            }
        }
        return others;
    }

    private int slot(byte[] bytes, int start, int end) {
        int hash = 1;
        for (int at = start; at < end; at++) {
            hash = 31 * hash + bytes[at];
        }
        return (hash ^ hash >>> 16) & table.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & table.length - 1;
    }
}
