package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The records that a producer has taken and not answered: a bounded set, each in a slot that it knows. Thread-safe, without locks, and
 * usually without a second attempt, because slots are assigned in turn and at least half of them are free.
 */
final class InFlightRecords {

    private final AtomicReferenceArray<PendingRecord> slots;

    /**
     * An empty set.
     *
     * @param most the maximum number of records at a time, from 1 to a million
     */
    InFlightRecords(int most) {
        slots = new AtomicReferenceArray<>(Integer.highestOneBit(most) << 2);
    }

    /**
     * Adds a record that is not in the set.
     *
     * @param number the first slot to try, which usually increases from one record to the next
     */
    void add(PendingRecord record, long number) {
        int last = slots.length() - 1;
        int slot = (int) number & last;
        record.slot(slot);
        while (!slots.compareAndSet(slot, null, record)) {
            slot = slot + 1 & last;
            record.slot(slot);
        }
    }

    /** Returns false if the record has been removed before. */
    boolean remove(PendingRecord record) {
        return slots.compareAndSet(record.slot(), record, null);
    }

    /** Removes all records, one after the other; some that are added meanwhile may stay. */
    void removeAll(Consumer<PendingRecord> removed) {
        for (int slot = 0; slot < slots.length(); slot++) {
            PendingRecord record = slots.get(slot);
            if (record != null && slots.compareAndSet(slot, record, null)) {
                removed.accept(record);
            }
        }
    }
}
