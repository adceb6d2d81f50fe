package io.quarkiverse.eventstream.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * One stream: where events go and come from.
 */
@ConfigGroup
public interface StreamConfig {

    /**
     * What events go to: {@code kafka}, {@code stdout} (prints them), {@code none} (drops them), or another stream that an
     * extension of the bus adds.
     *
     * @return the name of a kind of stream
     */
    @WithDefault("kafka")
    String stream();

    /**
     * Goes before every topic and group, with a dot between.
     *
     * @return the prefix; none by default
     */
    Optional<String> prefix();

    /**
     * The consumer group of listeners that name none. Defaults to the application's name.
     *
     * @return the group, without the prefix
     */
    Optional<String> group();

    /**
     * Where a group without a committed offset begins, for listeners that don't say: {@code latest}, {@code earliest}, an
     * absolute offset, or an instant in ISO 8601.
     *
     * @return an offset
     */
    @WithDefault("latest")
    String offset();

    /**
     * Whether a group is written with a leading dot where the prefix is empty, as version 3.1.4 of the Go SDK does. Needed
     * only for Java and Go members to share such a group.
     *
     * @return true for the leading dot
     */
    @WithDefault("false")
    boolean groupLeadingDot();

    /**
     * Whether ids of users, clients, sessions and traces must be empty or a UUID v4 in lower case without hyphens.
     *
     * @return true to refuse events with other ids
     */
    @WithDefault("false")
    boolean strictValidation();

    /**
     * The name of a TLS configuration, as described under {@code quarkus.tls}, for the connections of a {@code kafka} stream: its
     * trust store, and for mutual TLS its key store. Turns TLS on. Takes the place of {@code kafka.tls-configuration-name}; can't be
     * combined with {@code kafka.ca-certificate-file}.
     *
     * @return the name, or empty
     */
    Optional<String> tlsConfigurationName();

    /**
     * Publishing.
     *
     * @return bounds
     */
    PublishConfig publish();

    /**
     * Delivery to listeners.
     *
     * @return delays and bounds
     */
    DeliveryConfig delivery();

    /**
     * The broker of a {@code kafka} stream.
     *
     * @return how to reach it
     */
    KafkaConfig kafka();
}
