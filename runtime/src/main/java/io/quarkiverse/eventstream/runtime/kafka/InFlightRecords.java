package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The records that a producer has taken and not answered: a bounded set, each in a place that it knows. Thread-safe, without locks,
 * and most often without a second try, since the places are given out in turn and there are more than twice as many as may be
 * taken.
 */
final class InFlightRecords {

    private final AtomicReferenceArray<PendingRecord> places;

    /**
     * An empty set.
     *
     * @param most how many records there will be at most at one time; from 1 to a million
     */
    InFlightRecords(int most) {
        places = new AtomicReferenceArray<>(Integer.highestOneBit(most) << 2);
    }

    /**
     * Adds a record, which then has its place. Must not be called for a record that is there.
     *
     * @param record the record
     * @param number goes up from one record to the next, most often: where a place is looked for first
     */
    void add(PendingRecord record, long number) {
        int last = places.length() - 1;
        int place = (int) number & last;
        record.place(place);
        while (!places.compareAndSet(place, null, record)) {
            place = place + 1 & last;
            record.place(place);
        }
    }

    /**
     * Takes a record out.
     *
     * @return false if it is not there any more
     */
    boolean remove(PendingRecord record) {
        return places.compareAndSet(record.place(), record, null);
    }

    /** Takes out all that are there, one after the other; some that are added meanwhile may stay. */
    void removeAll(Consumer<PendingRecord> removed) {
        for (int place = 0; place < places.length(); place++) {
            PendingRecord record = places.get(place);
            if (record != null && places.compareAndSet(place, record, null)) {
                removed.accept(record);
            }
        }
    }
}
