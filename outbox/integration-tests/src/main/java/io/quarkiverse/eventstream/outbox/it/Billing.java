package io.quarkiverse.eventstream.outbox.it;

import java.sql.SQLException;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.outbox.Once;

/** A listener with an effect, and one that is told of it. */
@ApplicationScoped
public class Billing {

    static final String TOPIC = "bills";

    private final Tables tables;
    private final EventStream events;
    private final Received received;

    @Inject
    Billing(Tables tables, EventStream events, Received received) {
        this.tables = tables;
        this.events = events;
        this.received = received;
    }

    @Once
    @OnEvent(topic = Orders.TOPIC, name = "orderPlaced", group = "billing")
    void bill(Order order, IncomingEvent event) throws SQLException {
        tables.insert("bills", order.number());
        events.publish(OutgoingEvent.builder("orderBilled").topic(TOPIC).namespace("shop").key(order.number())
                .payload(Map.of("number", order.number())).build());
        if (event.attempt() <= order.failures()) {
            throw new IllegalStateException("The bank is closed");
        }
    }

    @OnEvent(topic = Orders.TOPIC, group = "audit")
    void placed(Order order) {
        received.add(Orders.TOPIC, order.number());
    }

    @OnEvent(topic = Orders.REMINDERS, group = "audit")
    void reminded(Order order) {
        received.add(Orders.REMINDERS, order.number());
    }

    @OnEvent(topic = TOPIC, group = "audit")
    void billed(Order order) {
        received.add(TOPIC, order.number());
    }
}
