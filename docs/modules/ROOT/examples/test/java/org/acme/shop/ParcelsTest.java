package org.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;

// tag::memory[]
@QuarkusTest
@WithTestResource(ParcelsTest.InMemory.class)
class ParcelsTest {

    public static class InMemory implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            Map<String, String> channels = new HashMap<>();
            channels.putAll(InMemoryConnector.switchIncomingChannelsToInMemory("parcels"));
            channels.putAll(InMemoryConnector.switchOutgoingChannelsToInMemory("labels"));
            return channels;
        }

        @Override
        public void stop() {
            InMemoryConnector.clear();
        }
    }

    @Inject
    @Any
    InMemoryConnector memory;

    @Test
    void anOrderIsPacked() {
        memory.<OutgoingEvent>source("parcels").send(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .payload(new Order("o-1", "c-1", BigDecimal.TEN)).build());

        await().untilAsserted(() -> assertThat(memory.<Label>sink("labels").received())
                .anySatisfy(label -> assertThat(label.getPayload().orderId()).isEqualTo("o-1")));
    }
}
// end::memory[]
