package io.quarkiverse.eventstream.quickstart.billing;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/** Bills what was ordered. */
public class Billing {

    @Inject
    EventStream events;

    /** An order is done when its invoice is safely published: what is returned here completes then. */
    @OnEvent(id = "bill", topic = "orders", name = "orderCreated", namespace = "shop", offset = "earliest")
    CompletionStage<PublishReceipt> bill(OrderCreated order) {
        return events.publish(OutgoingEvent.builder("orderBilled").topic("billing").namespace("shop")
                .key(order.orderId()).payload(Invoice.of(order)).build());
    }
}
