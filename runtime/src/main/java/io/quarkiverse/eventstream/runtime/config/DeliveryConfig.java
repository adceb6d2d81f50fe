package io.quarkiverse.eventstream.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Delays and bounds of the delivery to listeners. */
@ConfigGroup
public interface DeliveryConfig {

    /**
     * What happens to an event for which a listener has failed {@code attempts} times. {@code redeliver}: the listener is invoked
     * again, without end. {@code dead-letter}: the event is written to the dead-letter topic. {@code skip}: the event is logged and
     * skipped. {@code stop}: the listener stops, and the event waits until the listener is resumed or the service restarts.
     */
    @WithDefault("redeliver")
    FailurePolicy failurePolicy();

    /** How many invocations of a listener for the same event may fail before the failure policy applies; 1 or more. */
    @WithDefault("10")
    int attempts();

    /** The delay before the second invocation of a listener for an event; it doubles with each further failure. */
    @WithDefault("200ms")
    Duration backoff();

    /** The longest delay between two invocations of a listener for the same event; at least {@code backoff}. */
    @WithDefault("30s")
    Duration maxBackoff();

    /**
     * Failure handling for some exceptions, by class name; the entry of the nearest superclass applies. An environment
     * variable contains the name in upper case, with {@code _} for each dot and {@code $}.
     */
    @ConfigDocMapKey("exception-class")
    Map<String, FailureConfig> exception();

    /**
     * What happens to an event with a newer version than the {@code @EventType} of the class as which a listener takes its payload.
     * {@code accept}: it is read as the class, as far as it fits. {@code dead-letter}: it is dead-lettered without an invocation.
     * {@code fail}: the failure policy applies, as if the listener had thrown {@code NewerVersionException}.
     */
    @WithDefault("accept")
    NewerVersion newerVersion();

    /** The topic of dead letters, without the prefix. Defaults to the event's topic followed by {@code .dlq}. */
    Optional<String> deadLetterTopic();

    /** How many invocations of a listener may run at the same time, over all partitions; 1 or more. */
    @WithDefault("50")
    int maxConcurrency();

    /** How many fetched records of a partition may wait in memory; above that, the partition is not fetched. 1 or more. */
    @WithDefault("1000")
    int maxBuffered();

    /**
     * When the offset of an event is committed. {@code after}: when all its listeners have completed it; after a crash, it may be
     * delivered again (at least once). {@code before}: before they are invoked; after a crash, it is not delivered again, and may be
     * lost (at most once). It has to be the same for all listeners of a topic and group, and needs a group.
     */
    @WithDefault("after")
    CommitPoint commit();

    /** How often the offsets of settled events are committed. */
    @WithDefault("1s")
    Duration commitInterval();

    /**
     * How long a partition that another member takes over, or a stream that closes, waits for running invocations. If
     * {@code quarkus.shutdown.timeout} is set, it applies to closing instead.
     */
    @WithDefault("10s")
    Duration drainTimeout();

    /**
     * Which health checks a listener affects. {@code auto}: readiness while the consumer is denied access or fails repeatedly,
     * liveness where a new process helps; neither for a single event, nor while the broker is away. {@code readiness},
     * {@code liveness} or {@code both}: these checks are down for every problem, such as an event that the listener is stuck at.
     * {@code none}: the checks report problems and stay up.
     */
    @WithDefault("auto")
    HealthImpact health();

    /**
     * How long a listener may take for an event, including all invocations and delays, or how long the broker may be away, before
     * the health checks report a problem. {@code health} determines which checks it affects.
     */
    @WithDefault("5m")
    Duration stuckAfter();
}
