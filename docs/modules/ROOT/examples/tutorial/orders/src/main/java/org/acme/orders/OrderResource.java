package org.acme.orders;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

@Path("/orders")
public class OrderResource {

    @Inject
    EventStream events;

    /** Answers when the broker has the event. */
    @POST
    public CompletionStage<PublishReceipt> create(OrderCreated order) {
        return events.publish(OutgoingEvent.builder("orderCreated")
                .topic("orders").namespace("shop")
                .key(order.customer())
                .payload(order)
                .build());
    }
}
