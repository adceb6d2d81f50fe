package org.acme.shop;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;

/** Gives dead letters of one listener another try. */
@Singleton
public class Redrive {

    @Inject
    EventStream events;

    @Inject
    Invoices invoices;

    // tag::redrive[]
    Subscription start() {
        return events.newSubscription("redrive").topic("orders.dlq").group("billing-redrive").offset(Offset.EARLIEST)
                .handler(this::again).register();
    }

    private void again(IncomingEvent letter) {
        boolean ours = letter.header("eventstream.dead-letter.listener").filter("org.acme.shop.Billing#bill"::equals)
                .isPresent();
        boolean readable = letter.header("eventstream.dead-letter.reason").filter("failed"::equals).isPresent();
        if (ours && readable) {
            invoices.add(letter.id(), letter.payload(Order.class));
        }
    }
    // end::redrive[]
}
