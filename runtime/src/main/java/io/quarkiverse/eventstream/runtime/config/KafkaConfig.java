package io.quarkiverse.eventstream.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

/**
 * How a {@code kafka} stream reaches its broker. What is not set here comes from Quarkus's {@code kafka.*} properties.
 */
@ConfigGroup
public interface KafkaConfig {

    /**
     * The brokers to start from, {@code host:port} with commas between. Defaults to {@code kafka.bootstrap.servers}.
     *
     * @return the brokers, or empty
     */
    Optional<String> bootstrapServers();

    /**
     * How long connecting may take. Kafka's {@code socket.connection.setup.timeout.ms}. 10 seconds unless {@code kafka.*} says
     * otherwise.
     *
     * @return more than zero, or empty
     */
    Optional<Duration> dialTimeout();

    /**
     * How long a consumer waits for an answer of the broker. The consumer's {@code request.timeout.ms}. 10 seconds unless
     * {@code kafka.*} says otherwise.
     *
     * @return more than zero, or empty
     */
    Optional<Duration> readTimeout();

    /**
     * How long the producer waits for an answer of the broker before it sends again. The producer's
     * {@code request.timeout.ms}. 10 seconds unless {@code kafka.*} says otherwise, and never more than what
     * {@code publish.timeout} leaves.
     *
     * @return more than zero, or empty
     */
    Optional<Duration> writeTimeout();

    /**
     * A PEM file with the certificates of the authorities to trust and, for mutual TLS, a certificate and its private key
     * (PKCS#1, PKCS#8 or EC). Turns TLS on.
     *
     * @return the file, or empty
     */
    Optional<Path> caCertificateFile();

    /**
     * Any property of Kafka's producer, such as {@code linger.ms}, written with or without quotes. It wins over everything else,
     * except over what the guarantees stand on.
     *
     * @return by Kafka's name of the property
     */
    @ConfigDocMapKey("kafka-property")
    Map<String, String> producer();

    /**
     * Any property of Kafka's consumer, such as {@code fetch.min.bytes}, written with or without quotes. It wins over everything else,
     * except over what the guarantees stand on.
     *
     * @return by Kafka's name of the property
     */
    @ConfigDocMapKey("kafka-property")
    Map<String, String> consumer();
}
