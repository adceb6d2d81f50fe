package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Delays and bounds of delivery to listeners.
 */
@ConfigGroup
public interface DeliveryConfig {

    /**
     * The delay after which a listener that failed is first called again for the same event; it doubles with each further
     * failure.
     *
     * @return more than zero
     */
    @WithDefault("200ms")
    Duration backoff();

    /**
     * The longest delay between two calls of a listener for the same event.
     *
     * @return at least {@code backoff}
     */
    @WithDefault("30s")
    Duration maxBackoff();

    /**
     * How many records of a partition are held in memory, waiting for their turn; above it, the partition is not fetched.
     *
     * @return 1 or more
     */
    @WithDefault("1000")
    int maxBuffered();

    /**
     * How often the offsets of events that are done are committed.
     *
     * @return more than zero
     */
    @WithDefault("1s")
    Duration commitInterval();

    /**
     * How long a partition that another member takes over, or a stream that closes, waits for calls that run. Where
     * {@code quarkus.shutdown.timeout} is set, it decides about the latter.
     *
     * @return zero or more
     */
    @WithDefault("10s")
    Duration drainTimeout();
}
