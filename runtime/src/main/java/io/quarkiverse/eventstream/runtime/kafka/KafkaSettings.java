package io.quarkiverse.eventstream.runtime.kafka;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * What a Kafka stream is opened with.
 *
 * @param stream what every stream is opened with
 * @param config its configuration
 */
record KafkaSettings(StreamSettings stream, StreamConfig config) {

    static KafkaSettings of(StreamSettings stream, EventStreamConfig config) {
        return new KafkaSettings(stream, config.streams().get(stream.name()));
    }

    String name() {
        return stream.name();
    }

    String key(String property) {
        return stream.key(property);
    }

    boolean isDefault() {
        return stream.isDefault();
    }
}
