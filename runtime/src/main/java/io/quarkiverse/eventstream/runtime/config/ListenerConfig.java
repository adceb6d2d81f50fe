package io.quarkiverse.eventstream.runtime.config;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.eventstream.Ordering;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * What the configuration overrides of one listener. Where it says nothing of delivery, {@link DeliveryConfig} does. What is said
 * of delivery holds for listeners that are registered at run time, too.
 */
@ConfigGroup
public interface ListenerConfig extends FailureConfig {

    /**
     * Whether the listener is registered at all.
     *
     * @return true to register it
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The topic, without the prefix, instead of the annotation's.
     *
     * @return the topic, or empty
     */
    Optional<String> topic();

    /**
     * The event's name instead of the annotation's; {@code *} means all events of the topic.
     *
     * @return the name, or empty
     */
    Optional<String> name();

    /**
     * The consumer group, without the prefix, instead of the annotation's.
     *
     * @return the group, or empty
     */
    Optional<String> group();

    /**
     * Where a group without a committed offset begins, instead of the annotation's: {@code latest}, {@code earliest}, an
     * absolute offset, or an instant.
     *
     * @return the offset, or empty
     */
    Optional<String> offset();

    /**
     * The only namespace whose events are wanted, instead of the annotation's; {@code *} means all.
     *
     * @return the namespace, or empty
     */
    Optional<String> namespace();

    /**
     * The stream to listen to, instead of the annotation's: a name under {@code quarkus.eventstream} that the service uses.
     *
     * @return the stream, or empty
     */
    Optional<String> stream();

    /**
     * In which order events of a partition are delivered, instead of the annotation's: {@code partition}, {@code key} or
     * {@code unordered}. The same for all listeners of a topic and group.
     *
     * @return the ordering, or empty
     */
    Optional<Ordering> ordering();

    /**
     * How many calls of the listener may run at once, over all partitions.
     *
     * @return 1 or more, or empty
     */
    OptionalInt maxConcurrency();

    /**
     * Other rules for some exceptions, by the name of the exception's class; the rule of the nearest superclass applies. An environment
     * variable writes the name in upper case, with {@code _} for each dot and {@code $}.
     *
     * @return by class name
     */
    @ConfigDocMapKey("exception-class")
    Map<String, FailureConfig> exception();

    /**
     * Where the listener's dead letters go, without the prefix.
     *
     * @return the topic, or empty
     */
    Optional<String> deadLetterTopic();

    /**
     * Which health checks the listener counts for: {@code auto}, {@code readiness}, {@code liveness}, {@code both} or {@code none}.
     *
     * @return the checks, or empty
     */
    Optional<HealthImpact> health();
}
