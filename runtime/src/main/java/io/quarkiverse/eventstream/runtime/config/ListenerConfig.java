package io.quarkiverse.eventstream.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * What the configuration overrides of one listener.
 */
@ConfigGroup
public interface ListenerConfig {

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
}
