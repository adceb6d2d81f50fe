package org.acme;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkus.runtime.StartupEvent;

/** Publishes orders to other services. */
@ApplicationScoped
public class OrderPublisher {

    @Inject
    EventStream events;

    /** Publishes an order when the application starts, as an example. */
    void onStart(@Observes StartupEvent start) {
        created(new OrderCreated(UUID.randomUUID().toString(), "Ada", new BigDecimal("19.90")));
    }

    /**
     * Publishes {@code orderCreated}, without blocking the caller. Events of one key stay in order.
     *
     * @return completes when the broker has the event
     */
    public CompletionStage<PublishReceipt> created(OrderCreated order) {
        return events.publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .key(order.customer()).payload(order).build());
    }
}
