package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The request to stop a consumer; it can't be revoked. Nothing else stops a consumer: an interrupt may come from a user's code that ran on
 * its thread. Thread-safe.
 */
final class StopSignal {

    private final CountDownLatch given = new CountDownLatch(1);

    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Waits until the signal is given, or the time is over. */
    void await(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        boolean isOver = false;
        while (!isOver) {
            try {
                isOver = given.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) || System.nanoTime() - deadline >= 0;
            } catch (InterruptedException e) {
                // The exception has cleared the flag, so waiting again does not spin.
            }
        }
    }
}
