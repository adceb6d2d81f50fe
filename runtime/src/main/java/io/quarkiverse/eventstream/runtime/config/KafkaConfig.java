package io.quarkiverse.eventstream.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How a {@code kafka} stream connects to its broker. Quarkus's {@code kafka.*} properties are the defaults. */
@ConfigGroup
public interface KafkaConfig {

    /**
     * The brokers to connect to first, as a comma-separated list of {@code host:port}. Defaults to
     * {@code kafka.bootstrap.servers}.
     */
    Optional<String> bootstrapServers();

    /**
     * How long connecting to a broker may take: Kafka's {@code socket.connection.setup.timeout.ms}. Defaults to the value of
     * {@code kafka.*}, else 10 seconds.
     */
    Optional<Duration> dialTimeout();

    /**
     * How long a consumer waits for a response of the broker: its {@code request.timeout.ms}. Defaults to the value of
     * {@code kafka.*}, else 10 seconds.
     */
    Optional<Duration> readTimeout();

    /**
     * How long the producer waits for a response of the broker before it sends again: its {@code request.timeout.ms}. Defaults to
     * the value of {@code kafka.*}, else 10 seconds, and never exceeds what {@code publish.timeout} allows.
     */
    Optional<Duration> writeTimeout();

    /**
     * A PEM file with the certificates of trusted authorities and, for mutual TLS, a certificate and its private key (PKCS#1,
     * PKCS#8 or EC). Enables TLS.
     */
    Optional<Path> caCertificateFile();

    /**
     * The user of a login with SASL, for all clients of the stream. Enables SASL, over TLS if the stream has it. Needs {@code password};
     * overrides {@code kafka.sasl.*}.
     */
    Optional<String> username();

    /** The password of {@code username}. Take it from the environment or a vault. It is never logged. */
    Optional<String> password();

    /**
     * The SASL mechanism of a login with {@code username} or {@code credentials-provider}: {@code PLAIN}, {@code SCRAM-SHA-256} or
     * {@code SCRAM-SHA-512}.
     */
    @WithDefault("SCRAM-SHA-512")
    String saslMechanism();

    /**
     * The name under which a credentials provider of Quarkus, such as Vault, has user and password of the stream. Each client that is
     * created asks it. Enables SASL, like {@code username}, and can't be combined with it.
     */
    Optional<String> credentialsProvider();

    /** The name of the bean of the credentials provider. Needed if there are several. */
    Optional<String> credentialsProviderName();

    /**
     * Properties of Kafka's producer, such as {@code linger.ms}, with or without quotes. They override everything else, except
     * properties that the delivery guarantees require.
     */
    @ConfigDocMapKey("kafka-property")
    Map<String, String> producer();

    /**
     * Properties of Kafka's consumer, such as {@code fetch.min.bytes}, with or without quotes. They override everything else,
     * except properties that the delivery guarantees require.
     */
    @ConfigDocMapKey("kafka-property")
    Map<String, String> consumer();
}
