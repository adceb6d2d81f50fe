package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what is in flight, up to a bound. Thread-safe. Whoever begins and whoever ends are different threads, so each has a
 * counter of its own, and looks at the other's only when the bound seems to be reached: one counter for both would travel from
 * core to core for each record, and both would wait for it.
 */
final class InFlightCount {

    static final long FULL = -1;

    /** How many times as much as it leaves a part may take. */
    private static final int SHARE = 9;
    /** Far enough from each other to be in different cache lines. */
    private static final int BEGUN = 16;
    private static final int ENDED = 2 * BEGUN;

    private final AtomicLongArray counters = new AtomicLongArray(ENDED + BEGUN);
    private final int bound;
    /** What {@link #ENDED} was at some time: never more than it is. Any thread may replace it. */
    private volatile long endedSeen;

    InFlightCount(int bound) {
        this.bound = bound;
    }

    /** One that counts nothing yet, with the same bound. */
    InFlightCount another() {
        return new InFlightCount(bound);
    }

    /**
     * Counts one that begins. If so, {@link #end} must follow.
     *
     * @param weight as how many it counts, 1 or more
     * @return a number that goes up from one to the next, most often; or {@link #FULL}, if as many as may be are in flight
     */
    long begin(int weight) {
        long begun = counters.addAndGet(BEGUN, weight);
        if (begun - endedSeen <= bound || begun - lookAtEnded() <= bound) {
            return begun;
        }
        counters.addAndGet(BEGUN, -weight);
        return FULL;
    }

    void end(int weight) {
        counters.addAndGet(ENDED, weight);
    }

    /**
     * Whether a part of what this counts leaves enough to the other parts: a tenth of what there is for it and them. So one part never
     * takes all, however many there are.
     *
     * @param part counts that part alone, with the same bound
     */
    boolean leavesRoomBeside(InFlightCount part) {
        return part.atMost() <= SHARE * (bound - atMost()) || part.count() <= SHARE * (bound - count());
    }

    /** How many are in flight, roughly while some begin and end. */
    long count() {
        // In this order, or some would be counted that have ended meanwhile.
        long ended = lookAtEnded();
        return counters.get(BEGUN) - ended;
    }

    /** Never less than {@link #count()}, and without a look at the other thread's counter. */
    private long atMost() {
        return counters.get(BEGUN) - endedSeen;
    }

    private long lookAtEnded() {
        long ended = counters.get(ENDED);
        endedSeen = ended;
        return ended;
    }
}
