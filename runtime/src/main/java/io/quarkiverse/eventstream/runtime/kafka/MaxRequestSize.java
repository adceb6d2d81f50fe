package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.runtime.config.KafkaConfig;

/**
 * The largest record that the producer would send. The bound of every stream, not of Kafka's alone, so that an event that is valid on one is
 * valid on all.
 */
public final class MaxRequestSize {

    static final int KAFKAS_DEFAULT = 1024 * 1024;

    private MaxRequestSize() {}

    /** The producer's {@code max.request.size} in bytes: the stream's, or {@code kafka.max.request.size}, or Kafka's default. */
    public static int of(KafkaConfig kafka, Config properties) {
        String own = kafka.producer().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return own != null
                ? Integer.parseInt(own.strip())
                : properties.getOptionalValue("kafka." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.class)
                        .orElse(KAFKAS_DEFAULT);
    }
}
