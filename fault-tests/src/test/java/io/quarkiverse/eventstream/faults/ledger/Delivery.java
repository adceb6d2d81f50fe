package io.quarkiverse.eventstream.faults.ledger;

/**
 * The start or the end of an invocation.
 *
 * @param worker the number of its worker
 * @param time its time, by {@link System#nanoTime()}
 */
public record Delivery(int worker, long time) {

    private static final int WORKER_BITS = 12;
    /** A run ends within days, which limits the bits of a time. */
    private static final long ORIGIN = System.nanoTime();

    /** In one number, never 0, because workers count from 1. A run has fewer than four thousand workers. */
    long packed() {
        return time - ORIGIN << WORKER_BITS | worker;
    }

    static Delivery unpacked(long packed) {
        return packed == 0 ? null : new Delivery((int) (packed & (1 << WORKER_BITS) - 1), (packed >> WORKER_BITS) + ORIGIN);
    }
}
