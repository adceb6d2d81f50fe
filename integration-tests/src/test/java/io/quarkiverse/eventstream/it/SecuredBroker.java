package io.quarkiverse.eventstream.it;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A broker with TLS and a password, and the configuration of the application for it. */
public final class SecuredBroker implements QuarkusTestResourceLifecycleManager {

    private DevBroker broker;

    @Override
    public Map<String, String> start() {
        broker = DevBroker.builder().tls().scramUser("shop", "shops-secret").start();
        String authority = broker.caCertificate().orElseThrow().toString();
        Map<String, String> properties = new HashMap<>(Map.of("quarkus.tls.broker.trust-store.pem.certs", authority,
                "kafka.tls-configuration-name", "broker", "quarkus.eventstream.audit.kafka.ca-certificate-file", authority));
        broker.clientProperties().forEach((name, value) -> {
            // The two properties above configure the trust.
            if (!name.startsWith("ssl.")) {
                properties.put("kafka." + name, value);
            }
        });
        return properties;
    }

    @Override
    public void stop() {
        broker.close();
    }
}
