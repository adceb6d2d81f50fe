package io.quarkiverse.eventstream.it;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.smallrye.mutiny.Uni;

/**
 * Listeners of all shapes.
 */
public class Listeners {

    private final Deliveries deliveries;
    private final EventStream events;

    Listeners(Deliveries deliveries, EventStream events) {
        this.deliveries = deliveries;
        this.events = events;
    }

    @OnEvent(topic = "orders", name = "orderCreated", offset = "earliest")
    void record(OrderCreated order, IncomingEvent event) {
        deliveries.add("record", event, order);
    }

    @OnEvent(topic = "orders", name = "orderCreated", group = "maps", offset = "earliest")
    void map(Map<String, Object> order, IncomingEvent event) {
        deliveries.add("map", event, order);
    }

    @OnEvent(topic = "orders", group = "everything", offset = "earliest")
    Uni<Void> uni(IncomingEvent event) {
        deliveries.add("uni", event, event.payloadAsTree());
        return Uni.createFrom().voidItem();
    }

    @OnEvent(topic = "orders", name = "orderCreated", group = "stages", offset = "earliest")
    CompletionStage<Void> stage(IncomingEvent event, OrderCreated.Priced<OrderCreated.Line> dearest) {
        deliveries.add("stage", event, dearest);
        return CompletableFuture.completedStage(null);
    }

    @OnEvent(topic = "orders", name = "orderCancelled", offset = "earliest")
    void failing(IncomingEvent event) {
        deliveries.add("failing", event, null);
        if (event.attempt() < 3) {
            throw new IllegalStateException("not yet");
        }
    }

    @OnEvent(topic = "orders", name = "orderForwarded", offset = "earliest")
    void forward(IncomingEvent event) {
        events.publishAndAwait(OutgoingEvent.builder(event).topic("forwarded").build());
    }

    @OnEvent(topic = "forwarded", name = "orderForwarded", offset = "earliest")
    void forwarded(Map<String, Object> payload, IncomingEvent event) {
        deliveries.add("forwarded", event, payload);
    }

    @OnEvent(topic = "customers", name = "customerMoved", offset = "earliest")
    @OnEvent(topic = "customers", name = "customerReturned", offset = "earliest")
    void moved(CustomerMoved customer, IncomingEvent event) {
        deliveries.add("moved", event, customer);
    }

    @OnEvent(id = "returns", topic = "returns", name = "orderReturned", offset = "earliest")
    void returned(IncomingEvent event) {
        deliveries.add("returned", event, null);
        throw new IllegalArgumentException("not returnable");
    }

    @OnEvent(topic = "returns.dlq", name = "orderReturned", offset = "earliest")
    void deadLetter(IncomingEvent event, Map<String, Object> payload) {
        deliveries.add("deadLetter", event,
                Map.of("payload", payload, "message", event.header("eventstream.dead-letter.message").orElseThrow()));
    }

    @OnEvent(topic = "squeezed", offset = "earliest")
    void squeezed(IncomingEvent event) {
        deliveries.add("squeezed", event, event.payloadAsMap());
    }

    @OnEvent(topic = "unseen", offset = "earliest")
    void unseen(IncomingEvent event) {
        deliveries.add("unseen", event, textOf(event));
    }

    private static String textOf(IncomingEvent event) {
        try {
            return event.payload(Unseen.class).text();
        } catch (PayloadException e) {
            return e.getMessage();
        }
    }

    @OnEvent(stream = "audit", topic = "trail", offset = "earliest")
    void audit(IncomingEvent event) {
        deliveries.add("audit", event, event.record().topic());
    }
}
