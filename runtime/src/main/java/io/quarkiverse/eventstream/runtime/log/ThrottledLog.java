package io.quarkiverse.eventstream.runtime.log;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Logs one message in an interval, with the number of messages left out since the one before. Thread-safe.
 */
public final class ThrottledLog {

    private final Logger log;
    private final Level level;
    private final long interval;
    private final LongSupplier clock;

    // Guarded by this.
    private long next;
    private long leftOut;

    public ThrottledLog(Logger log, Level level, Duration interval) {
        this(log, level, interval, System::nanoTime);
    }

    ThrottledLog(Logger log, Level level, Duration interval, LongSupplier clock) {
        this.log = log;
        this.level = level;
        this.interval = interval.toNanos();
        this.clock = clock;
        this.next = clock.getAsLong();
    }

    /** Logs a message, or counts it. */
    public void log(String message) {
        long suppressed;
        synchronized (this) {
            long now = clock.getAsLong();
            if (now - next < 0) {
                leftOut++;
                return;
            }
            suppressed = leftOut;
            leftOut = 0;
            next = now + interval;
        }
        log.log(level, suppressed == 0 ? message : message + " (and " + suppressed + " like it since the last message)");
    }
}
