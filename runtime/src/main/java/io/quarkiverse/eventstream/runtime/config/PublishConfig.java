package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/**
 * Bounds of publishing.
 */
@ConfigGroup
public interface PublishConfig {

    /**
     * How long publishing an event may take, retries included, before it fails. An event can ask for less. What passes by itself,
     * such as a broker that restarts, is retried for as long; so this also is Kafka's {@code delivery.timeout.ms}, and there is no
     * bound on the number of retries.
     *
     * @return more than zero
     */
    @WithDefault("60s")
    Duration timeout();

    /**
     * How long a topic that the broker doesn't know is waited for, since a topic that is being created takes a moment, before
     * events to it fail. The log says so after two seconds.
     *
     * @return zero or more
     */
    @WithDefault("30s")
    Duration topicTimeout();

    /**
     * How many records may be in flight to the broker; further events wait their turn. A record counts as several if it takes more of
     * Kafka's {@code buffer.memory} than its part, and a topic leaves a tenth to all others together. More than a million
     * counts as a million.
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

    /**
     * How much memory events may take that wait their turn, such as {@code 16M}; further events fail at once. One may always wait. An
     * eighth of the heap unless it is set.
     *
     * @return zero or more, or empty
     */
    Optional<MemorySize> maxWaitingMemory();
}
