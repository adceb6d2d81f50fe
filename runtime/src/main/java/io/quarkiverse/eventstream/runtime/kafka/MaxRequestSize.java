package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * The largest record that the producer would send. Asked on every kind of stream, so that what passes on one passes on all.
 */
public final class MaxRequestSize {

    static final int KAFKAS_DEFAULT = 1024 * 1024;

    private MaxRequestSize() {}

    /**
     * The producer's {@code max.request.size}.
     *
     * @param settings the stream's settings, which go first
     * @param properties {@code kafka.max.request.size} goes second
     * @return bytes
     */
    public static int of(StreamSettings settings, Config properties) {
        String own = settings.config().kafka().producer().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return own != null
                ? Integer.parseInt(own.strip())
                : properties.getOptionalValue("kafka." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.class)
                        .orElse(KAFKAS_DEFAULT);
    }
}
