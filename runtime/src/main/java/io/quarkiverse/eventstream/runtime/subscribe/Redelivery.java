package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;

import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * How long a listener that failed waits before it is called again for the same event: twice as long each time, up to a bound,
 * give or take a fifth so that instances don't retry in step. Immutable.
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
