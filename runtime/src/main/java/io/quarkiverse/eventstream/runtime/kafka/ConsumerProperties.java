package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupTimeouts;

/**
 * The properties of consumers. The bus alone commits offsets, and decides where a group begins and where it resumes when its position is
 * gone.
 */
final class ConsumerProperties {

    private static final String READ_COMMITTED = IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT);

    /** For questions on the user's settings, which are the same for all consumers. */
    private static final ConsumerSettings ANY = new ConsumerSettings("group", "topic", new ByteArrayDeserializer(), 1, 1, 1);

    private static final Map<String, String> REQUIRED = Map.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            // A typing error in a listener creates no topic.
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");

    private final SharedProperties shared;
    /** Parsed once, because {@link #isolation} is called repeatedly. Any thread may replace it. */
    private volatile ConsumerConfig parsed;

    ConsumerProperties(SharedProperties shared) {
        this.shared = shared;
    }

    Map<String, Object> toMap(ConsumerSettings consumer) {
        Map<String, Object> properties = shared.copy();
        // New topics and partitions should not take Kafka's five minutes to be noticed.
        properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        // A record of a transaction that was not committed must not be delivered.
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        // Kafka's fifty megabytes for each consumer and broker are more than many services have.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, consumer.fetchBytes());
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, consumer.partitionFetchBytes());
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, consumer.maxPollRecords());
        shared.setTimeout("read-timeout", ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, shared.kafka().readTimeout(), properties);
        properties.putAll(shared.kafka().consumer());
        shared.setName(shared.names().consumer(consumer.group(), consumer.topic()), properties);
        setGroup(consumer, properties);
        String protocol = String.valueOf(properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)).strip();
        if (!GroupProtocol.CONSUMER.name().equalsIgnoreCase(protocol)) {
            // With the other protocol the broker assigns partitions, and also moves only those that have to move.
            properties.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName());
        }
        shared.insist(REQUIRED, properties);
        return properties;
    }

    /** A service has a member for each topic in a group, so each needs an instance id of its own. */
    private void setGroup(ConsumerSettings consumer, Map<String, Object> properties) {
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        String ownGroup = shared.kafka().consumer().get(ConsumerConfig.GROUP_ID_CONFIG);
        if (ownGroup != null) {
            shared.warnIgnored(ConsumerConfig.GROUP_ID_CONFIG, ownGroup,
                    shared.settings().key("group") + " names the group, or the listener does");
        }
        Object instance = properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        if (consumer.group() != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, consumer.group());
            if (instance != null) {
                properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance + "." + consumer.topic());
            }
        }
    }

    Map<String, Object> ofAny() {
        return toMap(ANY);
    }

    private ConsumerConfig parsed() {
        ConsumerConfig config = parsed;
        if (config == null) {
            config = new ConsumerConfig(ofAny());
            parsed = config;
        }
        return config;
    }

    IsolationLevel isolation() {
        return READ_COMMITTED.equals(parsed().getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    /** At most half of the time after which Kafka gives up a member that does not poll, because it does not poll meanwhile. */
    Duration revocationTimeout() {
        Duration drainTimeout = shared.settings().config().delivery().drainTimeout();
        Duration bound = Duration.ofMillis(parsed().getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG) / 2);
        return drainTimeout.compareTo(bound) < 0 ? drainTimeout : bound;
    }

    GroupTimeouts groupTimeouts() {
        return new GroupTimeouts(Duration.ofMillis(parsed().getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)),
                Duration.ofMillis(parsed().getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)));
    }
}
