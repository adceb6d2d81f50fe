package io.quarkiverse.eventstream.runtime.kafka;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * The settings of a Kafka stream.
 *
 * @param stream the settings that every stream has
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
