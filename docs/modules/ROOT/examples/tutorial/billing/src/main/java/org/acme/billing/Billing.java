package org.acme.billing;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkus.logging.Log;

public class Billing {

    @Inject
    Ledger ledger;

    @OnEvent(topic = "orders", name = "orderCreated", offset = "earliest")
    void bill(OrderCreated order, IncomingEvent event) {
        if (ledger.add(event.id(), order)) {
            Log.infof("Billed %s: %s, at attempt %d", order.orderId(), order.amount(), event.attempt());
        }
    }
}
