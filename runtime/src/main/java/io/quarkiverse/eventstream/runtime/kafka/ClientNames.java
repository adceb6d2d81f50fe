package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The names of a stream's Kafka clients, which metrics and the broker's log show. Each client has its own, which stays the same: the
 * configured one or the application's, and the client's purpose.
 */
record ClientNames(KafkaSettings settings, Map<String, Object> quarkusKafka) {

    String producer() {
        return producer("producer");
    }

    /** For records that are larger than events may be. */
    String largeProducer() {
        return producer("large-producer");
    }

    /** For an exclusive writer. */
    String writer(String name) {
        return producer("writer-" + name);
    }

    private String producer(String purpose) {
        return name(settings.config().kafka().producer().get(CommonClientConfigs.CLIENT_ID_CONFIG), purpose);
    }

    /** The name; without a group, its beginning, because there may be several such consumers. */
    String consumer(String group, String topic) {
        return name(settings.config().kafka().consumer().get(CommonClientConfigs.CLIENT_ID_CONFIG), topic,
                group == null ? "no-group" : group);
    }

    String admin(String role) {
        return name(null, role);
    }

    private String name(Object configured, String... purpose) {
        // Quarkus puts the application's name there.
        Object application = quarkusKafka.getOrDefault(ConsumerConfig.GROUP_ID_CONFIG, "eventstream");
        Object shared = quarkusKafka.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, application);
        StringJoiner name = new StringJoiner("-");
        name.add(String.valueOf(configured == null ? shared : configured));
        if (!settings.isDefault()) {
            name.add(settings.name());
        }
        Stream.of(purpose).forEach(name::add);
        return name.toString();
    }
}
