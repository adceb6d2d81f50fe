package io.quarkiverse.eventstream.benchmarks.footprint.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Says that an order has come. */
@ApplicationScoped
class OrderChannel {

    @Incoming("orders")
    void handle(OrderEvent event) {
        System.out.println("CAME by a channel: order " + event.payload().number());
    }
}
