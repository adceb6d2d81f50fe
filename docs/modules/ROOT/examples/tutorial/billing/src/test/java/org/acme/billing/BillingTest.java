package org.acme.billing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class BillingTest {

    @Inject
    EventStream events;

    @Inject
    Ledger ledger;

    @Test
    void anOrderThatComesTwiceIsBilledOnce() {
        BigDecimal before = ledger.sum();
        OutgoingEvent order = orderCreated("o-1", "9.90");

        events.publishAndAwait(order);
        events.publishAndAwait(order);
        events.publishAndAwait(orderCreated("o-2", "0.10"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertEquals(new BigDecimal("10.00"), ledger.sum().subtract(before)));
    }

    private static OutgoingEvent orderCreated(String orderId, String amount) {
        return OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key("c-1")
                .payload(new OrderCreated(orderId, new BigDecimal(amount))).build();
    }
}
