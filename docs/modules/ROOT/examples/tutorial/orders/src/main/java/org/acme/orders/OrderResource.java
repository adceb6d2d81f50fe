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

    @POST
    public CompletionStage<PublishReceipt> create(OrderCreated order) { // <1>
        return events.publish(OutgoingEvent.builder("orderCreated") // <2>
                .topic("orders").namespace("shop")
                .key(order.customer()) // <3>
                .payload(order)
                .build());
    }
}
