package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

/** Runs a check on the timer: one run for all requests that come before it begins. Thread-safe. */
final class Recheck {

    private static final Logger LOG = Logger.getLogger(Recheck.class);

    private final ScheduledExecutorService timer;
    private final Runnable check;
    private final Runnable timerIsShutDown;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * A recheck that is not scheduled.
     *
     * @param timerIsShutDown runs, on the caller's thread, for the first request after the shutdown
     */
    Recheck(ScheduledExecutorService timer, Runnable check, Runnable timerIsShutDown) {
        this.timer = timer;
        this.check = check;
        this.timerIsShutDown = timerIsShutDown;
    }

    void runIn(long millis) {
        if (scheduled.compareAndSet(false, true)) {
            try {
                timer.schedule(this::run, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The timer has been shut down, no record is sent any more", e);
                timerIsShutDown.run();
            }
        }
    }

    private void run() {
        scheduled.set(false);
        check.run();
    }
}
