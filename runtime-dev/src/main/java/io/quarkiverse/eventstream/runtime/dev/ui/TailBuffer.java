package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The records between a topic and a page, bounded. At the end of a topic the oldest give way to the newest; from an older position the
 * consumer waits instead, so that the page misses none. Thread-safe.
 */
final class TailBuffer {

    private final int capacity;
    private final boolean waits;

    // Guarded by this.
    private final Deque<RecordView> records = new ArrayDeque<>();
    private long passedOver;

    /** @param waits whether adding has to wait for room */
    TailBuffer(int capacity, boolean waits) {
        this.capacity = capacity;
        this.waits = waits;
    }

    int capacity() {
        return capacity;
    }

    synchronized boolean isFull() {
        return waits && records.size() >= capacity;
    }

    synchronized void add(RecordView record) {
        if (!waits && records.size() == capacity) {
            records.removeFirst();
            passedOver++;
        }
        records.addLast(record);
    }

    /** How many records gave way since this was asked last. */
    synchronized long takePassedOver() {
        long taken = passedOver;
        passedOver = 0;
        return taken;
    }

    synchronized List<RecordView> take() {
        List<RecordView> taken = new ArrayList<>(records);
        records.clear();
        return taken;
    }
}
