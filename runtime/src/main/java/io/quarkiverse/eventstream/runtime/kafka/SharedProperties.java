package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.CommonClientConfigs;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.KafkaConfig;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** The properties that all Kafka clients of a stream share: how to reach the broker. Warns of properties that the bus ignores. */
final class SharedProperties {

    private static final Logger LOG = Logger.getLogger(SharedProperties.class);
    private static final String DEFAULT_SERVERS = "localhost:9092";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final Map<String, Object> quarkusKafka;
    private final ClientNames names;
    /** Warnings that were logged, and need not be for each client. */
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();

    SharedProperties(KafkaSettings settings, Map<String, Object> quarkusKafka) {
        this.settings = settings;
        this.quarkusKafka = quarkusKafka;
        this.names = new ClientNames(settings, quarkusKafka);
    }

    KafkaSettings settings() {
        return settings;
    }

    KafkaConfig kafka() {
        return settings.config().kafka();
    }

    /** The properties under {@code kafka.*}. */
    Map<String, Object> quarkusKafka() {
        return quarkusKafka;
    }

    ClientNames names() {
        return names;
    }

    String bootstrapServers() {
        return kafka().bootstrapServers().orElseGet(() -> String.valueOf(
                quarkusKafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVERS)));
    }

    /** For a client to add its own. */
    Map<String, Object> copy() {
        Map<String, Object> properties = new HashMap<>(quarkusKafka);
        properties.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVERS);
        kafka().bootstrapServers().ifPresent(
                servers -> properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
        setTimeout("dial-timeout", CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, kafka().dialTimeout(),
                properties);
        // Kafka lets the timeout grow with each attempt up to this bound, which must not lie below it.
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, Math.max(
                Long.parseLong(properties.get(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG).toString()),
                CommonClientConfigs.DEFAULT_SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS));
        TlsSettings.of(settings).addTo(properties);
        SaslSettings.of(settings).addTo(properties);
        return properties;
    }

    void setTimeout(String setting, String property, Optional<Duration> timeout, Map<String, Object> properties) {
        timeout.ifPresent(duration -> {
            if (duration.isNegative() || duration.isZero()) {
                throw new EventStreamException(settings.key("kafka." + setting) + " must be more than zero, not " + duration);
            }
            properties.put(property, Math.toIntExact(duration.toMillis()));
        });
        properties.putIfAbsent(property, (int) DEFAULT_TIMEOUT.toMillis());
    }

    void setName(String name, Map<String, Object> properties) {
        ClientLog.include(name);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
    }

    /** Sets properties that the guarantees depend on, over those of the user. */
    void insist(Map<String, String> required, Map<String, Object> properties) {
        required.forEach((property, value) -> insist(property, value, "the delivery guarantees require " + value, properties));
    }

    void insist(String property, String value, String reason, Map<String, Object> properties) {
        Object asked = properties.put(property, value);
        if (asked != null && !asked.toString().equals(value)) {
            warnIgnored(property, asked, reason);
        }
    }

    void warnIgnored(String property, Object value, String reason) {
        String message = "Ignoring the Kafka property " + property + "=" + UntrustedText.of(value.toString()) + ": " + reason;
        if (warnings.add(message)) {
            LOG.warn(message);
        }
    }
}
