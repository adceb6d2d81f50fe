package org.acme.billing;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkus.logging.Log;

public class Billing {

    @Inject
    Ledger ledger;

    @OnEvent(topic = "orders", name = "orderCreated", offset = "earliest") // <1>
    void bill(OrderCreated order, IncomingEvent event) { // <2>
        if (ledger.add(event.id(), order)) { // <3>
            Log.infof("Billed %s: %s, at attempt %d", order.orderId(), order.amount(), event.attempt());
        }
    }
}
