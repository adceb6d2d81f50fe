package org.acme.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutboxMode;
import io.quarkiverse.eventstream.OutgoingEvent;

/** Keeps orders in a table, and publishes each. */
@ApplicationScoped
public class Orders {

    @Inject
    AgroalDataSource database;

    @Inject
    EventStream events;

    // tag::publish[]
    @Transactional
    public void place(Order order) {
        insert(order); // <1>
        events.publish(OutgoingEvent.builder("orderCreated") // <2>
                .topic("orders").namespace("shop")
                .key(order.customer())
                .payload(order)
                .build());
    }
    // end::publish[]

    // tag::delay[]
    @Transactional
    public void reserve(Order order) {
        insert(order);
        events.publish(OutgoingEvent.builder("reservationExpired")
                .topic("reservations").namespace("shop")
                .id("expiry-of-" + order.id()) // <1>
                .key(order.customer())
                .payload(order)
                .deliverAfter(Duration.ofMinutes(30)) // <2>
                .build());
    }

    @Transactional
    public boolean confirm(Order order) {
        return events.cancelDelivery("expiry-of-" + order.id()); // <3>
    }
    // end::delay[]

    void note(Order order) {
        // tag::mode[]
        events.publish(OutgoingEvent.builder("orderSeen")
                .topic("audit").namespace("shop")
                .outbox(OutboxMode.OFF)
                .payload(order)
                .build());
        // end::mode[]
    }

    private void insert(Order order) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection
                        .prepareStatement("INSERT INTO orders (id, customer) VALUES (?, ?)")) {
            insert.setString(1, order.id());
            insert.setString(2, order.customer());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
