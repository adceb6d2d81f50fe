package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Spreads letters over time: batches of a fifth of a second. Confined to one thread.
 */
final class Pace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCHES_PER_SECOND = 5;
    private static final int LARGEST_BATCH = 200;

    private final int perSecond;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    int batch() {
        return Math.max(1, Math.min(LARGEST_BATCH, perSecond / BATCHES_PER_SECOND));
    }

    /**
     * Waits until the next batch may be written.
     *
     * @param end ends the wait early
     */
    void await(CountDownLatch end) throws InterruptedException {
        end.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** A batch was written. What was slower than it could have been is not made up for. */
    void written(int letters) {
        next = Math.max(next, System.nanoTime() - SECOND / BATCHES_PER_SECOND) + letters * SECOND / perSecond;
    }
}
