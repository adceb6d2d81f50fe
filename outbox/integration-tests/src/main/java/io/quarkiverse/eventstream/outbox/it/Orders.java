package io.quarkiverse.eventstream.outbox.it;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;

/** Publishes with a transaction and without one. */
@ApplicationScoped
public class Orders {

    static final String TOPIC = "orders";
    static final String REMINDERS = "reminders";

    private final Tables tables;
    private final EventStream events;

    @Inject
    Orders(Tables tables, EventStream events) {
        this.tables = tables;
        this.events = events;
    }

    @Transactional
    void place(Order order, boolean rolledBack) throws SQLException {
        tables.insert("orders", order.number());
        events.publish(event(order));
        if (rolledBack) {
            throw new IllegalStateException("The order " + order.number() + " is not wanted");
        }
    }

    /** The same event again, without a transaction. */
    void publishAgain(Order order) {
        events.publishAndAwait(event(order));
    }

    @Transactional
    void remindLater(Order order, Duration delay) {
        events.publish(OutgoingEvent.builder("orderReminder").topic(REMINDERS).namespace("shop").key(order.number())
                .id(reminder(order.number())).payload(order).deliverAfter(delay).build());
    }

    boolean cancelReminder(String number) {
        return events.cancelDelivery(reminder(number));
    }

    private static String reminder(String number) {
        return "reminder-" + number;
    }

    private static OutgoingEvent event(Order order) {
        return OutgoingEvent.builder("orderPlaced").topic(TOPIC).namespace("shop").key(order.number()).id(order.number())
                .payload(order).build();
    }
}
