package io.quarkiverse.eventstream.runtime.thread;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** The time of redeliveries and of delayed events. A bean of this type replaces the system clock, so that a test need not wait. Thread-safe. */
public interface BusTime {

    /** A timer counts in nanoseconds, which suffice for three centuries. */
    Duration CENTURY = Duration.ofDays(36_500);

    /** The current time. */
    Instant now();

    /**
     * Schedules a redelivery.
     *
     * @param task called once after the delay, on any thread except the caller's; does not block
     * @throws RejectedExecutionException if the application has stopped
     */
    Future<?> schedule(Runnable task, Duration delay);

    /**
     * Schedules the sending of a delayed event.
     *
     * @param task called once when the time has come, on any thread except the caller's; does not block
     * @throws RejectedExecutionException if the application has stopped
     */
    default Future<?> scheduleAt(Runnable task, Instant due) {
        return schedule(task, between(now(), due));
    }

    /** The time between two instants, as far as a timer can wait: nothing is negative, and a century is as good as for ever. */
    static Duration between(Instant start, Instant end) {
        if (end.isAfter(start.plus(CENTURY))) {
            return CENTURY;
        }
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }
}
