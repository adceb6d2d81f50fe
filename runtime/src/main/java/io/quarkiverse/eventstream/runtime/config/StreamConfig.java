package io.quarkiverse.eventstream.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** One stream, which events are published to and consumed from. */
@ConfigGroup
public interface StreamConfig {

    /**
     * The kind of the stream: {@code kafka}, {@code stdout} (prints events), {@code none} (drops events), or another kind that an
     * extension of the bus adds.
     */
    @WithDefault("kafka")
    String stream();

    /** The prefix of every topic and group, followed by a dot. None by default. */
    Optional<String> prefix();

    /** The consumer group, without the prefix, of listeners that do not set one. Defaults to the application's name. */
    Optional<String> group();

    /**
     * Where a group without a committed offset begins, for listeners that do not set it: {@code latest}, {@code earliest}, an
     * absolute offset, or an instant in ISO 8601.
     */
    @WithDefault("latest")
    String offset();

    /**
     * Whether the group has a leading dot if the prefix is empty, as in the Go SDK. Needed only where Java and Go
     * members share such a group.
     */
    @WithDefault("false")
    boolean groupLeadingDot();

    /**
     * How events are written: as version {@code 3.1}, {@code 3.21} or {@code 4.2} of the Go SDK does. {@code 3.1} writes empty fields,
     * whole seconds, and only namespaces of letters, digits and hyphens. {@code 3.21} leaves empty fields out, allows any namespace or
     * none, and adds the time in nanoseconds. {@code 4.2} leaves empty fields out, allows any namespace or none, and writes fractions of
     * a second. A time that was received keeps its fraction in any case. All formats are read.
     */
    @WithDefault("3.1")
    String wireFormat();

    /**
     * Whether the ids of users, clients, sessions and traces have to be empty or a UUID v4 in lower case without hyphens; events
     * with other ids are rejected.
     */
    @WithDefault("false")
    boolean strictValidation();

    /**
     * The name of a TLS configuration under {@code quarkus.tls} for the connections of a {@code kafka} stream: its trust store and,
     * for mutual TLS, its key store. Enables TLS. Overrides {@code kafka.tls-configuration-name}; can't be combined with
     * {@code kafka.ca-certificate-file}.
     */
    Optional<String> tlsConfigurationName();

    /** Publishing. */
    PublishConfig publish();

    /** The outbox. */
    OutboxConfig outbox();

    /** Delivery to listeners. */
    DeliveryConfig delivery();

    /** The connection of a {@code kafka} stream. */
    KafkaConfig kafka();
}
