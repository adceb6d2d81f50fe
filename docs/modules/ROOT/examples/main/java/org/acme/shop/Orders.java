package org.acme.shop;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

@Singleton
public class Orders {

    // tag::publish[]
    @Inject
    EventStream events;

    CompletionStage<PublishReceipt> orderCreated(Order order) {
        return events.publish(OutgoingEvent.builder("orderCreated")
                .topic("orders").namespace("shop")
                .key(order.customerId())
                .payload(order)
                .build());
    }
    // end::publish[]
}
