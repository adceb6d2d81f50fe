package io.quarkiverse.eventstream.test.application;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/** Bills orders, and publishes to an audit trail. */
@ApplicationScoped
public class Billing {

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @OnEvent(topic = "orders", name = "orderCreated", id = "billing")
    CompletionStage<PublishReceipt> bill(Order order) {
        audit.publish(event("billed", "trail", order));
        return events.publish(event("billSent", "bills", order));
    }

    private static OutgoingEvent event(String name, String topic, Order order) {
        return OutgoingEvent.builder(name).topic(topic).namespace("shop").key(order.customer())
                .payload(Map.of("order", order.id())).build();
    }
}
