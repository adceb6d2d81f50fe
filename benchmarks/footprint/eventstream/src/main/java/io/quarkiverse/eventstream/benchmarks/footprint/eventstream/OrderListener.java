package io.quarkiverse.eventstream.benchmarks.footprint.eventstream;

import io.quarkiverse.eventstream.OnEvent;

/** Prints each order. */
class OrderListener {

    @OnEvent(topic = "${orders.topic:orders}", group = "${orders.bus-group:bus}", name = "orderCreated", offset = "earliest")
    void handle(Order order) {
        System.out.println("CAME by the bus: order " + order.number());
    }
}
