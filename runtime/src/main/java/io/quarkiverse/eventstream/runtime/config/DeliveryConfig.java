package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Delays and bounds of delivery to listeners.
 */
@ConfigGroup
public interface DeliveryConfig {

    /**
     * What becomes of an event for which a listener has failed {@code attempts} times. {@code redeliver}: the listener is called
     * again for as long as it takes. {@code dead-letter}: the event goes to the dead-letter topic. {@code skip}: it is logged and
     * passed over. {@code stop}: the listener stops, and the event waits.
     *
     * @return the policy
     */
    @WithDefault("redeliver")
    FailurePolicy failurePolicy();

    /**
     * How many calls of a listener for the same event may fail before the failure policy applies.
     *
     * @return 1 or more
     */
    @WithDefault("10")
    int attempts();

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
     * Other rules for some exceptions, by the name of the exception's class; the rule of the nearest superclass applies. An environment
     * variable writes the name in upper case, with {@code _} for each dot and {@code $}.
     *
     * @return by class name
     */
    @ConfigDocMapKey("exception-class")
    Map<String, FailureConfig> exception();

    /**
     * Where dead letters go, without the prefix. Defaults to the event's topic followed by {@code .dlq}.
     *
     * @return the topic, or empty
     */
    Optional<String> deadLetterTopic();

    /**
     * How many calls of one listener may run at once, over all partitions.
     *
     * @return 1 or more
     */
    @WithDefault("50")
    int maxConcurrency();

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

    /**
     * Which health checks listeners count for. {@code auto}: readiness while the consumer is denied something or fails again and again,
     * liveness where a new process helps; neither for a single event, nor while the broker is away. {@code readiness},
     * {@code liveness} or {@code both}: those checks are down whatever is the matter, such as an event that the listener is stuck at.
     * {@code none}: the checks tell of it, and are up.
     *
     * @return the checks
     */
    @WithDefault("auto")
    HealthImpact health();

    /**
     * How long a listener may be at one event, all calls and delays included, or the broker be away, before the health checks call
     * that a trouble. {@code health} says what it counts for.
     *
     * @return more than zero
     */
    @WithDefault("5m")
    Duration stuckAfter();
}
