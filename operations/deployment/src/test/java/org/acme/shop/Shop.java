package org.acme.shop;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.runtime.StartupEvent;

/** An application whose pages in the Dev UI are tested. */
@Singleton
public class Shop {

    private static final Logger LOG = Logger.getLogger(Shop.class);

    /** A payload. */
    public record Order(String id, int amount, List<Item> items, Instant placed) {}

    /** A part of it. */
    public record Item(String article, int count) {}

    void open(@Observes StartupEvent start, EventStream events) {
        events.publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key("customer-1")
                .payload(Map.of("id", "first", "amount", 5)).build());
        events.publish(OutgoingEvent.raw("no envelope".getBytes(StandardCharsets.UTF_8)).topic("notes").build());
    }

    @OnEvent(topic = "orders", name = "orderCreated", group = "billing", offset = "earliest")
    void bill(Order order) {
        if (order.amount() < 0) {
            throw new IllegalArgumentException("An order can't cost " + order.amount());
        }
        LOG.infof("Billed %s", order.id());
    }

    @OnEvent(topic = "orders", group = "audit", offset = "earliest")
    void audit(IncomingEvent event) {
        LOG.infof("Noted %s", event.id());
    }

    @OnEvent(topic = "parcels", group = "shipping", offset = "earliest")
    void ship(Order order) {
        if (order.items() == null) {
            throw new IllegalStateException("No items to ship");
        }
        LOG.infof("Shipped %s", order.id());
    }

    @OnEvent(topic = "returns", group = "returns", offset = "earliest")
    void takeBack(Order order) {
        throw new IllegalStateException("No carrier takes back " + order.id());
    }
}
