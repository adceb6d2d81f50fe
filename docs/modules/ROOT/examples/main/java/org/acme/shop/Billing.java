package org.acme.shop;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;

public class Billing {

    @Inject
    Invoices invoices;

    // tag::listen[]
    @OnEvent(topic = "orders", name = "orderCreated")
    void bill(Order order, IncomingEvent event) {
        invoices.add(event.id(), order);
    }
    // end::listen[]
}
