package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;

class UnknownTlsConfigurationTest {

    @RegisterExtension
    static final FailingApplication START = new FailingApplication()
            .with("quarkus.eventstream.tls-configuration-name", "evnets")
            .with("quarkus.tls.events.trust-all", "true");

    static class Billing {
        @OnEvent(topic = "orders")
        void bill(Order order) {}
    }

    @Test
    void anUnknownNameFailsTheStart() {
        assertThat(START.messages()).singleElement().asString().contains("quarkus.eventstream.tls-configuration-name = evnets"
                + " names no TLS configuration. Correct the name, or describe it with quarkus.tls.evnets.trust-store.…");
    }
}
