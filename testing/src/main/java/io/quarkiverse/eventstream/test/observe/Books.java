package io.quarkiverse.eventstream.test.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * What a stream did since the books were begun. Guarded by the {@link Journal}.
 */
final class Books {

    /** Of events sent, records and calls, together. */
    static final int MAX_ENTRIES = 50_000;
    /** Of what they hold, in mebibytes: a bound on their number stands for small ones. */
    static final int MAX_MEBIBYTES = 100;

    private final List<Sending> sent = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Place, RecordEntry> records = new LinkedHashMap<>();
    private final Set<RecordEntry> unfinished = new LinkedHashSet<>();
    private long bytes;
    private boolean full;

    /** Whether there is room for another entry; if not, the books are of no use any more. */
    private boolean hasRoom(int size) {
        full |= sent.size() + calls.size() + records.size() >= MAX_ENTRIES || bytes + size > MAX_MEBIBYTES << 20;
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

    /** The entry of a record, which may be new; null if there is no room for it. */
    RecordEntry record(Place place, String topic) {
        RecordEntry known = records.get(place);
        if (known == null && hasRoom(0)) {
            known = new RecordEntry(place, topic);
            records.put(place, known);
        }
        return known;
    }

    /** Null if there is no room for it. */
    Call call(RecordEntry record, String listener, IncomingEvent event) {
        if (!hasRoom(record.isCalled() || event.record().value() == null ? 0 : event.record().value().length)) {
            return null;
        }
        Call call = new Call(this, record, listener, event);
        calls.add(call);
        record.called(call);
        return call;
    }

    /** Looks again whether everybody is through with a record. */
    void changed(RecordEntry record) {
        if (record.isUnfinished()) {
            unfinished.add(record);
        } else {
            unfinished.remove(record);
        }
    }

    /** Looks again at all records. */
    void changed() {
        unfinished.removeIf(record -> !record.isUnfinished());
    }

    void forgetSnapshots() {
        records.values().forEach(RecordEntry::forgetSnapshot);
    }

    /** A record was none of these books. */
    void forget(Place place) {
        RecordEntry record = records.remove(place);
        unfinished.remove(record);
        calls.removeIf(call -> call.record() == record);
    }

    List<Sending> sent() {
        return sent;
    }

    List<Call> calls() {
        return calls;
    }

    Map<Place, RecordEntry> records() {
        return records;
    }

    Set<RecordEntry> unfinished() {
        return unfinished;
    }
}
