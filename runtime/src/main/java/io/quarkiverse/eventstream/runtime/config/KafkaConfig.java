package io.quarkiverse.eventstream.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

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
