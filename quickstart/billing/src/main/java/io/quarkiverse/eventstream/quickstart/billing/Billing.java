package io.quarkiverse.eventstream.quickstart.billing;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/** Bills orders. */
public class Billing {

    @Inject
    EventStream events;

    /** An order is completed when its invoice has been published: the returned stage completes then. */
    @OnEvent(id = "bill", topic = "orders", name = "orderCreated", namespace = "shop", offset = "earliest")
    CompletionStage<PublishReceipt> bill(OrderCreated order) {
        return events.publish(OutgoingEvent.builder("orderBilled").topic("billing").namespace("shop")
                .key(order.orderId()).payload(Invoice.of(order)).build());
    }
}
