package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;

import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * The delays before a failed event is redelivered: doubled with each failure up to a bound, with a jitter of a fifth so that
 * instances do not retry in step. Immutable.
 */
public final class Redelivery {

    private static final double JITTER = 0.2;

    private final ExponentialBackoff backoff;

    /** With bounds. */
    public Redelivery(Duration first, Duration longest) {
        this.backoff = new ExponentialBackoff(first.toMillis(), 2, Math.max(first.toMillis(), longest.toMillis()), JITTER);
    }

    /**
     * The delay after a failure.
     *
     * @param failures how often the listener has failed for the event; 1 or more
     */
    public long delayAfter(int failures) {
        return backoff.backoff(failures - 1L);
    }
}
