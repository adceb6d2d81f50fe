package io.quarkiverse.eventstream.runtime.deliver;

import java.util.concurrent.TimeUnit;

/**
 * Whether deliveries are stranded because no memory or no thread is available. The polling thread resumes them, because it is the only
 * thread that returns by itself. Adding one takes no memory. Thread-safe; {@link #takeDue} is for the polling thread.
 */
public final class StrandedDeliveries {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile boolean any;
    private long next = System.nanoTime();

    StrandedDeliveries() {}

    void add() {
        any = true;
    }

    /**
     * Whether to resume deliveries now.
     *
     * @return true once, if there are any, and not too often
     */
    public boolean takeDue() {
        if (!any || System.nanoTime() - next < 0) {
            return false;
        }
        next = System.nanoTime() + PAUSE;
        any = false;
        return true;
    }
}
