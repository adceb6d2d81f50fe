package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts records in flight, up to a bound. Thread-safe. Different threads begin and end, so each has a counter of its own, and reads the
 * other's only when the bound seems to be reached: the cache line of one counter for both would move between cores for each record.
 */
final class InFlightCount {

    /** Instead of a number, which is positive: without an object for each record. */
    static final long FULL = -1;

    /** A part may take this many times the room that it leaves. */
    private static final int SHARE = 9;
    /** Far enough from each other to be in different cache lines. */
    private static final int BEGUN = 16;
    private static final int ENDED = 2 * BEGUN;

    private final AtomicLongArray counters = new AtomicLongArray(ENDED + BEGUN);
    private final int bound;
    /** An earlier value of {@link #ENDED}, never more than the current one. Any thread may replace it. */
    private volatile long endedSeen;

    InFlightCount(int bound) {
        this.bound = bound;
    }

    /** A new count, with the same bound. */
    InFlightCount another() {
        return new InFlightCount(bound);
    }

    /**
     * Counts a record, unless the bound is reached; if it is counted, {@link #end} must follow.
     *
     * @param weight as how many records it counts, 1 or more
     * @return a number that usually increases from one record to the next; or {@link #FULL}
     */
    long begin(int weight) {
        long begun = counters.addAndGet(BEGUN, weight);
        if (begun - endedSeen <= bound || begun - readEnded() <= bound) {
            return begun;
        }
        counters.addAndGet(BEGUN, -weight);
        return FULL;
    }

    void end(int weight) {
        counters.addAndGet(ENDED, weight);
    }

    /**
     * Whether a part of the records leaves enough room to the others: a tenth of the room for it and them. So no part ever takes all,
     * however many parts there are.
     *
     * @param part counts that part alone, with the same bound
     */
    boolean leavesRoomBeside(InFlightCount part) {
        return part.atMost() <= SHARE * (bound - atMost()) || part.count() <= SHARE * (bound - count());
    }

    /** An approximation while records begin and end. */
    long count() {
        // In this order, or records would be counted that have ended meanwhile.
        long ended = readEnded();
        return counters.get(BEGUN) - ended;
    }

    /** Never less than {@link #count()}, and without reading the other thread's counter. */
    private long atMost() {
        return counters.get(BEGUN) - endedSeen;
    }

    private long readEnded() {
        long ended = counters.get(ENDED);
        endedSeen = ended;
        return ended;
    }
}
