package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupTimeouts;

/**
 * The properties of a stream's Kafka clients. In ascending order of precedence: the bus's defaults, Quarkus's {@code kafka.*}, the stream's
 * settings, the stream's properties for producer or consumer, and those that the guarantees depend on.
 */
final class KafkaProperties implements TopicClients {

    private final SharedProperties shared;
    private final ProducerProperties producer;
    private final ConsumerProperties consumer;

    /** Reads nothing yet. */
    KafkaProperties(KafkaSettings settings, Map<String, Object> quarkusKafka) {
        this(new SharedProperties(settings, quarkusKafka), false);
    }

    private KafkaProperties(SharedProperties shared, boolean forLargeRecords) {
        this.shared = shared;
        this.producer = new ProducerProperties(shared, forLargeRecords);
        this.consumer = new ConsumerProperties(shared);
    }

    /** The same, with a producer for records that are larger than {@code max.request.size}. */
    KafkaProperties forLargeRecords() {
        return new KafkaProperties(shared, true);
    }

    Map<String, Object> producer() {
        return producer.toMap();
    }

    @Override
    public Map<String, Object> exclusiveProducer(String transactionalId, Duration timeout) {
        return new ProducerProperties(shared, true).forTransactions(transactionalId, timeout);
    }

    /** How many bytes the producer sends together. */
    int batchSize() {
        return producer.batchSize();
    }

    /** The memory of the producer for records, in bytes. */
    long bufferMemory() {
        return producer.bufferMemory();
    }

    @Override
    public Map<String, Object> consumer(ConsumerSettings settings) {
        return consumer.toMap(settings);
    }

    @Override
    public IsolationLevel isolation() {
        return consumer.isolation();
    }

    @Override
    public Duration revocationTimeout() {
        return consumer.revocationTimeout();
    }

    /** Kafka's defaults if the broker decides, as it does in its group protocol. */
    @Override
    public GroupTimeouts groupTimeouts() {
        return consumer.groupTimeouts();
    }

    @Override
    public Map<String, Object> admin(String role) {
        Map<String, Object> properties = shared.copy();
        shared.setName(shared.names().admin(role), properties);
        shared.setTimeout("read-timeout", AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, shared.kafka().readTimeout(),
                properties);
        // Kafka warns of the properties of other clients. A property of none may be meant for a login or TLS class of the application.
        Set<String> others = new HashSet<>(ProducerConfig.configNames());
        others.addAll(ConsumerConfig.configNames());
        others.removeAll(AdminClientConfig.configNames());
        properties.keySet().removeAll(others);
        return properties;
    }

    /**
     * Checks whether Kafka accepts the properties, before anything is opened.
     *
     * @throws EventStreamException if not, with the reason
     */
    void check() {
        KafkaSettings settings = shared.settings();
        TlsSettings.of(settings).check(shared.quarkusKafka());
        SaslSettings.of(settings).check();
        try {
            JaasSettings.check(new ProducerConfig(producer()));
            JaasSettings.check(new ConsumerConfig(consumer.ofAny()));
        } catch (ConfigException e) {
            throw new EventStreamException("The properties of the Kafka stream "
                    + (settings.isDefault() ? "" : "\"" + settings.name() + "\" ") + "can't be used: " + e.getMessage()
                    + ". Look at kafka.*, " + settings.key("kafka.producer.*") + " and " + settings.key("kafka.consumer.*"),
                    e);
        }
    }

    /**
     * Checks whether a consumer could be made: the names of brokers are known, stores can be read, and there are credentials.
     *
     * @throws EventStreamException if not, with the reason
     */
    void checkConsumer() {
        check(new ConsumerConfig(consumer.ofAny()));
    }

    /** As {@link #checkConsumer}, for a producer. */
    void checkProducer() {
        check(new ProducerConfig(producer()));
    }

    private void check(AbstractConfig client) {
        try {
            ClientUtils.parseAndValidateAddresses(client);
            ClientUtils.createChannelBuilder(client, Time.SYSTEM, new LogContext()).close();
        } catch (KafkaException e) {
            throw ClientFailures.explained(e, shared.settings());
        }
    }

    @Override
    public String bootstrapServers() {
        return shared.bootstrapServers();
    }

    ClientNames names() {
        return shared.names();
    }

    @Override
    public String consumerKey(String property) {
        return shared.settings().key("kafka.consumer.\"" + property + "\"");
    }
}
