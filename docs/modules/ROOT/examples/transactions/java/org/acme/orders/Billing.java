package org.acme.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.outbox.Once;

/** Writes an invoice for each order. */
@ApplicationScoped
public class Billing {

    @Inject
    AgroalDataSource database;

    @Inject
    EventStream events;

    // tag::once[]
    @Once
    @OnEvent(topic = "orders", name = "orderCreated", group = "billing")
    void bill(Order order) {
        insertInvoice(order); // <1>
        events.publish(OutgoingEvent.builder("orderBilled") // <2>
                .topic("invoices").namespace("shop")
                .key(order.customer())
                .payload(order)
                .build());
    }
    // end::once[]

    // tag::key[]
    @Once(key = "/id")
    @OnEvent(topic = "orders", name = "orderCreated", group = "welcome")
    void welcome(Order order) {
        insertWelcome(order);
    }
    // end::key[]

    private void insertInvoice(Order order) {
        insert("INSERT INTO invoices (order_id) VALUES (?)", order.id());
    }

    private void insertWelcome(Order order) {
        insert("INSERT INTO welcomes (order_id) VALUES (?)", order.id());
    }

    private void insert(String sql, String id) {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
