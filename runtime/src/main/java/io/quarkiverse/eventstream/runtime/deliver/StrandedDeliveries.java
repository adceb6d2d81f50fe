package io.quarkiverse.eventstream.runtime.deliver;

import java.util.concurrent.TimeUnit;

/**
 * Whether a delivery could go no further, for want of memory or of a thread, so that nobody but the polling thread looks after it: it is the
 * one thread that turns up again and again. To say so takes no memory. Thread-safe; {@link #isDue} is for the polling thread.
 */
public final class StrandedDeliveries {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile boolean any;
    private long next = System.nanoTime();

    StrandedDeliveries() {}

    /** There is one. */
    void add() {
        any = true;
    }

    /**
     * Whether those that there are should be retried now; not too often.
     *
     * @return true once, if there are any
     */
    public boolean isDue() {
        if (!any || System.nanoTime() - next < 0) {
            return false;
        }
        next = System.nanoTime() + PAUSE;
        any = false;
        return true;
    }
}
