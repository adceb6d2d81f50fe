package io.quarkiverse.eventstream.it;

import java.util.Map;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A broker that speaks nothing but TLS, to whoever knows a password; and what the application has to be told of it. */
public final class SecuredBroker implements QuarkusTestResourceLifecycleManager {

    private static final String USER = "shop";
    private static final String PASSWORD = "shops-secret";

    private DevBroker broker;

    @Override
    public Map<String, String> start() {
        broker = DevBroker.builder().tls().scramUser(USER, PASSWORD).start();
        String authority = broker.caCertificate().orElseThrow().toString();
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers(),
                "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.mechanism", "SCRAM-SHA-512",
                "kafka.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                        + "\" password=\"" + PASSWORD + "\";",
                "quarkus.tls.broker.trust-store.pem.certs", authority,
                "kafka.tls-configuration-name", "broker",
                "quarkus.eventstream.audit.kafka.ca-certificate-file", authority);
    }

    @Override
    public void stop() {
        broker.close();
    }
}
