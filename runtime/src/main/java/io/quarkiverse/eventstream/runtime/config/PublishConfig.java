package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Bounds and retries of publishing.
 */
@ConfigGroup
public interface PublishConfig {

    /**
     * How long publishing an event may take, retries included, before it fails. An event can ask for less.
     * Kafka's {@code delivery.timeout.ms}.
     *
     * @return more than zero
     */
    @WithDefault("60s")
    Duration timeout();

    /**
     * How many times a record that the broker refused for a passing reason is sent again. Kafka's {@code retries}.
     *
     * @return 0 or more
     */
    @WithDefault("3")
    int retries();

    /**
     * The delay before the first retry; it doubles with each further one. Kafka's {@code retry.backoff.ms}.
     *
     * @return more than zero
     */
    @WithDefault("200ms")
    Duration retryBackoff();

    /**
     * How long a topic that the broker doesn't know is waited for, since a topic that is being created takes a moment, before
     * events to it fail.
     *
     * @return zero or more
     */
    @WithDefault("5s")
    Duration topicTimeout();

    /**
     * How many records may be under way to the broker; further events wait their turn. More than a million counts as a million.
     *
     * @return 1 or more
     */
    @WithDefault("10000")
    int maxInFlight();

    /**
     * How many events may wait their turn, because the broker is away or slow; further events fail at once.
     *
     * @return 0 or more
     */
    @WithDefault("10000")
    int maxWaiting();
}
