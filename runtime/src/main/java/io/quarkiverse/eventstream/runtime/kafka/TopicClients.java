package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupTimeouts;

/**
 * The properties of the Kafka clients that read topics and write to them exclusively: those of a stream, or of a tool without a container.
 */
public interface TopicClients {

    /** The brokers, for messages. */
    String bootstrapServers();

    /** An admin client's properties: how to reach the broker, and no more. */
    Map<String, Object> admin(String role);

    /** The properties of a consumer that commits nothing by itself, and chooses no position. */
    Map<String, Object> consumer(ConsumerSettings settings);

    /** The configuration property of a property of consumers, for messages. */
    String consumerKey(String property);

    /** A producer of transactions, which waits for answers, takes large records and compresses them. */
    Map<String, Object> exclusiveProducer(String transactionalId, Duration timeout);

    /** The records that a consumer sees, and so the end of a partition for it. */
    IsolationLevel isolation();

    /** How long a partition that another member takes over waits for invocations that run. Zero for a tool, which has none. */
    default Duration revocationTimeout() {
        return Duration.ZERO;
    }

    /** How long groups wait for members. By default, as Kafka's clients do. */
    default GroupTimeouts groupTimeouts() {
        Map<String, Object> defaults = ConsumerConfig.configDef().defaultValues();
        return new GroupTimeouts(Duration.ofMillis((Integer) defaults.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)),
                Duration.ofMillis((Integer) defaults.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)));
    }
}
