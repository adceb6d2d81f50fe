package io.quarkiverse.eventstream.faults.ledger;

/**
 * A call of a listener for an event, at its begin or at its end.
 *
 * @param worker the number of the worker in which it was
 * @param time when, by {@link System#nanoTime()}
 */
public record Delivery(int worker, long time) {

    private static final int WORKER_BITS = 12;
    /** Runs end within days of it. */
    private static final long ORIGIN = System.nanoTime();

    /** In one number, never 0, since workers count from 1. A run has fewer than four thousand workers. */
    long packed() {
        return time - ORIGIN << WORKER_BITS | worker;
    }

    static Delivery unpacked(long packed) {
        return packed == 0 ? null : new Delivery((int) (packed & (1 << WORKER_BITS) - 1), (packed >> WORKER_BITS) + ORIGIN);
    }
}
