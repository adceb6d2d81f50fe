package io.quarkiverse.eventstream.runtime.thread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Schedules redeliveries. A bean of this type replaces the timer of the bus, so that a test need not wait. Thread-safe.
 */
@FunctionalInterface
public interface RedeliveryTimer {

    /**
     * Schedules a redelivery.
     *
     * @param task called once after the delay, on any thread except the caller's; does not block
     * @throws RejectedExecutionException if the application has stopped
     */
    Future<?> schedule(Runnable task, Duration delay);
}
