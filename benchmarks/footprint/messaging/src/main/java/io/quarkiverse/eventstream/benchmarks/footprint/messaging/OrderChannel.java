package io.quarkiverse.eventstream.benchmarks.footprint.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Prints each order. The configuration disables the second channel by default. */
@ApplicationScoped
class OrderChannel {

    @Incoming("orders")
    void handle(OrderEvent event) {
        System.out.println("CAME by a channel: order " + event.payload().number());
    }

    @Incoming("orders-again")
    void handleAgain(OrderEvent event) {
        System.out.println("CAME by the second channel: order " + event.payload().number());
    }
}
