package io.quarkiverse.eventstream.quickstart.shipping;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/** Ships billed orders. */
public class Shipping {

    @Inject
    EventStream events;

    @Inject
    Carrier carrier;

    /** If the carrier does not answer, this throws, and the event is redelivered a moment later. */
    @OnEvent(id = "ship", topic = "billing", name = "orderBilled", namespace = "shop", offset = "earliest")
    CompletionStage<PublishReceipt> ship(OrderBilled order, IncomingEvent event) {
        String tracking = carrier.collect(order, event.attempt());
        return events.publish(OutgoingEvent.builder("orderShipped").topic("shipping").namespace("shop")
                .key(order.orderId()).payload(new OrderShipped(order.orderId(), tracking, event.attempt())).build());
    }
}
