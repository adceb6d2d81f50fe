package io.quarkiverse.eventstream.test.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * The observations of a stream since the last reset: sent events, invocations and records. Each reset begins new books. Guarded by
 * the {@link Journal}.
 */
final class Books {

    /** Of sent events, records and invocations together. */
    static final int MAX_ENTRIES = 50_000;
    /** Of their payloads, in mebibytes: the number alone bounds small entries only. */
    static final int MAX_MEBIBYTES = 100;

    private final List<Sending> sent = new ArrayList<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private final Map<Coordinates, RecordEntry> records = new LinkedHashMap<>();
    private final Set<RecordEntry> unfinished = new LinkedHashSet<>();
    private long bytes;
    private boolean full;

    /** Whether there is room for another entry; if not, the books are incomplete from now on. */
    private boolean hasRoom(int size) {
        full |= sent.size() + invocations.size() + records.size() >= MAX_ENTRIES || bytes + size > MAX_MEBIBYTES << 20;
        bytes += full ? 0 : size;
        return !full;
    }

    boolean isFull() {
        return full;
    }

    void add(Sending sending) {
        byte[] value = sending.content().value();
        if (hasRoom(value == null ? 0 : value.length)) {
            sent.add(sending);
        }
    }

    /** Finds or creates the entry of a record; null if there is no room for it. */
    RecordEntry record(Coordinates coordinates, String topic) {
        RecordEntry known = records.get(coordinates);
        if (known == null && hasRoom(0)) {
            known = new RecordEntry(coordinates, topic);
            records.put(coordinates, known);
        }
        return known;
    }

    /** Null if there is no room for it. */
    Invocation invoke(RecordEntry record, String listener, IncomingEvent event) {
        if (!hasRoom(record.isInvoked() || event.record().value() == null ? 0 : event.record().value().length)) {
            return null;
        }
        Invocation invocation = new Invocation(this, record, listener, event);
        invocations.add(invocation);
        record.began(invocation);
        return invocation;
    }

    /** Rechecks whether a record is settled. */
    void changed(RecordEntry record) {
        if (record.isUnfinished()) {
            unfinished.add(record);
        } else {
            unfinished.remove(record);
        }
    }

    /** Rechecks all records. */
    void changed() {
        unfinished.removeIf(record -> !record.isUnfinished());
    }

    void forgetSnapshots() {
        records.values().forEach(RecordEntry::forgetSnapshot);
    }

    /** Removes a record that is found to precede these books. */
    void forget(Coordinates coordinates) {
        RecordEntry record = records.remove(coordinates);
        unfinished.remove(record);
        invocations.removeIf(invocation -> invocation.record() == record);
    }

    List<Sending> sent() {
        return sent;
    }

    List<Invocation> invocations() {
        return invocations;
    }

    Map<Coordinates, RecordEntry> records() {
        return records;
    }

    Set<RecordEntry> unfinished() {
        return unfinished;
    }
}
