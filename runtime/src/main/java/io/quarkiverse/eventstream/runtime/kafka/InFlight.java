package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what is under way, up to a bound. Thread-safe. Whoever begins and whoever ends are different threads, so each has a
 * counter of its own, and looks at the other's only when the bound seems to be reached: one counter for both would travel from
 * core to core for each record, and both would wait for it.
 */
final class InFlight {

    static final long FULL = -1;

    /** Far enough from each other to be in different cache lines. */
    private static final int BEGUN = 16;
    private static final int ENDED = 2 * BEGUN;

    private final AtomicLongArray counters = new AtomicLongArray(ENDED + BEGUN);
    private final int bound;
    /** What {@link #ENDED} was at some time: never more than it is. Any thread may replace it. */
    private volatile long endedSeen;

    InFlight(int bound) {
        this.bound = bound;
    }

    /**
     * Counts one that begins. If so, {@link #end} must follow.
     *
     * @return a number that goes up from one to the next, most often; or {@link #FULL}, if as many as may be are under way
     */
    long begin() {
        long begun = counters.incrementAndGet(BEGUN);
        if (begun - endedSeen <= bound) {
            return begun;
        }
        long ended = counters.get(ENDED);
        endedSeen = ended;
        if (begun - ended <= bound) {
            return begun;
        }
        counters.decrementAndGet(BEGUN);
        return FULL;
    }

    void end() {
        counters.incrementAndGet(ENDED);
    }

    /** How many are under way, roughly while some begin and end. */
    long count() {
        // In this order, or some would be counted that have ended meanwhile.
        long ended = counters.get(ENDED);
        return counters.get(BEGUN) - ended;
    }
}
