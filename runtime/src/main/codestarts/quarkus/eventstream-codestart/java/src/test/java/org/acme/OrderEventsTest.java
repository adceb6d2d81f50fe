package org.acme;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** Runs against a broker that starts by itself. */
@QuarkusTest
class OrderEventsTest {

    @Inject
    OrderPublisher publisher;

    @Inject
    OrderListener listener;

    @Test
    void anOrderReachesTheListener() {
        OrderCreated order = new OrderCreated(UUID.randomUUID().toString(), "Grace", new BigDecimal("7.50"));

        publisher.created(order);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertEquals(Optional.of(order), listener.order(order.orderId())));
    }
}
