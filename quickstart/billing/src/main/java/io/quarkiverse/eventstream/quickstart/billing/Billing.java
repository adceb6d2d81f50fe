package io.quarkiverse.eventstream.quickstart.billing;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.outbox.Once;

/** Bills orders. */
public class Billing {

    @Inject
    EventStream events;

    @Inject
    Invoices invoices;

    /** The invoice, its event and the record that the order is billed are one transaction: an order that comes again is skipped. */
    @Once
    @OnEvent(id = "bill", topic = "orders", name = "orderCreated", namespace = "shop", offset = "earliest")
    void bill(OrderCreated order) {
        Invoice invoice = Invoice.of(order);
        invoices.add(invoice);
        events.publish(OutgoingEvent.builder("orderBilled").topic("billing").namespace("shop")
                .key(order.orderId()).payload(invoice).build());
    }
}
