package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * When work that another desk has interrupted begins again. Each of two desks must get the time to read the journal and to write, or they
 * would interrupt each other for ever. A redrive in the background leaves more time to calls that wait for an answer. Confined to one thread.
 */
final class Turns {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SHORTEST_IN_BACKGROUND = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 4;

    private final long shortest;
    private final CountDownLatch end;
    private long preparation;

    private Turns(long shortest, CountDownLatch end) {
        this.shortest = shortest;
        this.end = end;
    }

    /** For a call that waits for the end. */
    static Turns inForeground() {
        return new Turns(SHORTEST, new CountDownLatch(1));
    }

    /**
     * For a redrive in the background.
     *
     * @param end ends the wait early
     */
    static Turns inBackground(CountDownLatch end) {
        return new Turns(SHORTEST_IN_BACKGROUND, end);
    }

    /** How long it took until the work could begin. */
    void took(long nanos) {
        preparation = nanos;
    }

    /** Waits for the next turn; longer after each interruption before which nothing was written. */
    void await(int interruptions) {
        long pause = Math.max(shortest, preparation) << Math.min(interruptions, MOST_DOUBLINGS);
        try {
            end.await(pause + ThreadLocalRandom.current().nextLong(pause), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventStreamException("Interrupted while another desk writes to the journal", e);
        }
    }
}
