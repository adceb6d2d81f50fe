package io.quarkiverse.eventstream.runtime.config;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.eventstream.Ordering;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Overrides for one listener. For delivery, {@link DeliveryConfig} has the defaults. Delivery settings also apply to listeners
 * that are registered at run time.
 */
@ConfigGroup
public interface ListenerConfig extends FailureConfig {

    /** Whether the listener is registered. */
    @WithDefault("true")
    boolean enabled();

    /** The topic, without the prefix, instead of the annotation's. */
    Optional<String> topic();

    /** The event name instead of the annotation's; {@code *} means all events of the topic. */
    Optional<String> name();

    /** The consumer group, without the prefix, instead of the annotation's. */
    Optional<String> group();

    /**
     * Where a group without a committed offset begins, instead of the annotation's: {@code latest}, {@code earliest}, an absolute
     * offset, or an instant.
     */
    Optional<String> offset();

    /** The only namespace whose events the listener gets, instead of the annotation's; {@code *} means all. */
    Optional<String> namespace();

    /** The stream to listen to, instead of the annotation's: the name of a stream that the service uses. */
    Optional<String> stream();

    /**
     * The order in which events of a partition are delivered, instead of the annotation's: {@code partition}, {@code key} or
     * {@code unordered}. It has to be the same for all listeners of a topic and group.
     */
    Optional<Ordering> ordering();

    /**
     * When the offset of an event is committed: {@code after} its listeners have completed it, or {@code before} they are invoked, so
     * that no event is delivered twice and some may be lost. It has to be the same for all listeners of a topic and group.
     */
    Optional<CommitPoint> commit();

    /** How many invocations of the listener may run at the same time, over all partitions; 1 or more. */
    OptionalInt maxConcurrency();

    /**
     * Failure handling for some exceptions, by class name; the entry of the nearest superclass applies. An environment
     * variable contains the name in upper case, with {@code _} for each dot and {@code $}.
     */
    @ConfigDocMapKey("exception-class")
    Map<String, FailureConfig> exception();

    /**
     * What happens to an event with a newer version than the {@code @EventType} of its payload: {@code accept}, {@code dead-letter} or
     * {@code fail}.
     */
    Optional<NewerVersion> newerVersion();

    /** The topic of the listener's dead letters, without the prefix. */
    Optional<String> deadLetterTopic();

    /** Which health checks the listener affects: {@code auto}, {@code readiness}, {@code liveness}, {@code both} or {@code none}. */
    Optional<HealthImpact> health();
}
