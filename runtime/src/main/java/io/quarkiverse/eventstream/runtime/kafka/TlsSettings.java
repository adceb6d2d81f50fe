package io.quarkiverse.eventstream.runtime.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.kafka.client.runtime.KafkaRuntimeConfigProducer;
import io.quarkus.kafka.client.tls.QuarkusKafkaSslEngineFactory;
import io.quarkus.tls.TlsConfigurationRegistry;

/**
 * A stream's settings of TLS: a configuration of Quarkus's TLS registry, a PEM file, or neither, and then Kafka's own properties decide.
 *
 * @param configurationName the name in the registry
 */
record TlsSettings(KafkaSettings settings, Optional<String> configurationName, Optional<Path> pemFile) {

    private static final String NAME = KafkaRuntimeConfigProducer.TLS_CONFIG_NAME_KEY;
    private static final String FILE = "kafka.ca-certificate-file";

    static TlsSettings of(KafkaSettings settings) {
        return new TlsSettings(settings, settings.config().tlsConfigurationName(),
                settings.config().kafka().caCertificateFile());
    }

    /** Turns TLS on in the properties of a client, if the stream has settings of TLS: they win over {@code kafka.*}. */
    void addTo(Map<String, Object> properties) {
        if (pemFile.isPresent()) {
            properties.remove(NAME);
            properties.remove(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
            Map<String, String> own = PemFile.read(pemFile.get()).clientProperties();
            // Kafka refuses two trust stores, or a password for one in PEM.
            for (String store : List.of("ssl.truststore.", "ssl.keystore.")) {
                if (own.containsKey(store + "type")) {
                    properties.keySet().removeIf(property -> property.startsWith(store));
                }
            }
            properties.putAll(own);
        } else if (configurationName.isPresent()) {
            properties.put(NAME, configurationName.get());
            properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, QuarkusKafkaSslEngineFactory.class.getName());
        } else {
            if (properties.containsKey(NAME)) {
                properties.putIfAbsent(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
            }
            return;
        }
        Object protocol = properties.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        boolean sasl = protocol != null && protocol.toString().startsWith("SASL");
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, sasl ? "SASL_SSL" : "SSL");
    }

    /**
     * Checks whether TLS is configured at most once, with a name that the registry knows.
     *
     * @throws EventStreamException if not, with the reason
     */
    void check(Map<String, Object> quarkusKafka) {
        if (configurationName.isPresent() && pemFile.isPresent()) {
            throw new EventStreamException("TLS is configured twice: " + settings.key(NAME) + " = " + configurationName.get()
                    + " and " + settings.key(FILE) + " = " + pemFile.get() + ". Remove one of them");
        }
        if (configurationName.isPresent()) {
            requireKnown(settings.key(NAME), configurationName.get());
        } else if (pemFile.isEmpty() && quarkusKafka.get(NAME) != null) {
            requireKnown("kafka." + NAME, quarkusKafka.get(NAME).toString());
        }
    }

    private static void requireKnown(String property, String name) {
        try (InstanceHandle<TlsConfigurationRegistry> registry = Arc.container().instance(TlsConfigurationRegistry.class)) {
            if (registry.get().get(name).isEmpty()) {
                throw new EventStreamException(property + " = " + name + " names no TLS configuration. Correct the name, or"
                        + " describe it with quarkus.tls." + name + ".trust-store.…");
            }
        }
    }
}
