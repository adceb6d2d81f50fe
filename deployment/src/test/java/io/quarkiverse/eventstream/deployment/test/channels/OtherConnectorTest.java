package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.connector.InboundConnector;

/**
 * A service with channels of another connector that uses none of this extension's is not affected by it.
 */
class OtherConnectorTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.arc.exclude-dependency.memory.group-id", "io.smallrye.reactive")
            .overrideConfigKey("quarkus.arc.exclude-dependency.memory.artifact-id", "smallrye-reactive-messaging-in-memory");

    @ApplicationScoped
    @Connector("other")
    static class Other implements InboundConnector {
        @Override
        public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
            return Multi.createFrom().item(Message.of("from the other"));
        }
    }

    @Singleton
    static class Orders {
        final List<String> got = new CopyOnWriteArrayList<>();

        @Incoming("orders")
        void order(String order) {
            got.add(order);
        }
    }

    @Inject
    Config config;

    @Inject
    Orders orders;

    @Test
    void aChannelWithoutAConnectorGetsTheOther() {
        assertThat(config.getValue("mp.messaging.incoming.orders.connector", String.class)).isEqualTo("other");
        assertThat(orders.got).containsExactly("from the other");
    }
}
