package io.quarkiverse.eventstream.runtime.thread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Ends the waits of events whose listener has failed. A bean of this type takes the place of the bus's own timer, so that a test
 * need not wait. Thread-safe.
 */
@FunctionalInterface
public interface RedeliveryTimer {

    /**
     * Schedules the end of a wait.
     *
     * @param task called once when the wait is over, on any thread but the caller's; does not block
     * @throws RejectedExecutionException if waits are of no use any more, since the application is gone
     */
    Future<?> schedule(Runnable task, Duration delay);
}
