package org.acme.shop;

import java.math.BigDecimal;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.acme.shop.ReturnEvent.ReturnArrived;
import org.acme.shop.ReturnEvent.ReturnRequested;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Publishes;

/** Events with types. */
@Singleton
public class Refunds {

    @Inject
    Invoices invoices;

    @Inject
    Seen seen;

    // tag::publish[]
    @Inject
    EventStream events;

    void paid(String orderId, BigDecimal amount) {
        events.publish(new InvoicePaid(orderId, amount));
    }
    // end::publish[]

    // tag::of[]
    void corrected(InvoicePaid invoice, String user) {
        events.publish(OutgoingEvent.of(invoice).userId(user).header("reason", "correction").build());
    }
    // end::of[]

    // tag::publishes[]
    @Publishes
    InvoicePaid pay(Order order) {
        return new InvoicePaid(order.orderId(), order.amount());
    }
    // end::publishes[]

    // tag::listen[]
    @OnEvent
    void settle(InvoicePaid invoice) {
        invoices.settle(invoice.orderId(), invoice.amount());
    }
    // end::listen[]

    // tag::family[]
    @OnEvent
    void refund(ReturnEvent event, IncomingEvent envelope) {
        if (event instanceof ReturnRequested requested) {
            seen.note("requested because of " + requested.reason(), envelope);
        } else if (event instanceof ReturnArrived arrived) {
            seen.note(arrived.damaged() ? "damaged" : "intact", envelope);
        }
    }
    // end::family[]

    @OnEvent
    void printed(LabelPrinted label, IncomingEvent event) {
        seen.note("printed by " + label.printer(), event);
    }
}
