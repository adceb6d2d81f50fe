package io.quarkiverse.eventstream.outbox.deployment.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.outbox.Once;

/** Listeners whose effects are rows of a table without a key, so that a second effect would be seen. */
@ApplicationScoped
public class Billing {

    static final String ORDERS = "orders-once";
    static final String SHIPPED = "shipped-once";
    static final String PARALLEL = "parallel-once";
    static final String BILLED = "billed-once";

    record Order(String number, int failures) {}

    @Inject
    AgroalDataSource database;

    @Inject
    EventStream events;

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();

    void createTable() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("CREATE TABLE IF NOT EXISTS effects (kind VARCHAR(50), id VARCHAR(200))");
        }
    }

    int attempts() {
        return attempts.get();
    }

    int invocationsAtOnce() {
        return atOnce.get();
    }

    private void effect(String kind, String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO effects (kind, id) VALUES (?, ?)")) {
            insert.setString(1, kind);
            insert.setString(2, id);
            insert.executeUpdate();
        }
    }

    List<String> effects(String kind) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT id FROM effects WHERE kind = ? ORDER BY id")) {
            select.setString(1, kind);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    @Once
    @OnEvent(topic = ORDERS)
    void bill(Order order, IncomingEvent event) throws SQLException {
        attempts.incrementAndGet();
        effect("bill", event.id());
        events.publish(OutgoingEvent.builder("orderBilled").topic(BILLED).namespace("shop").key(event.id())
                .id("billed-" + event.id()).payload(Map.of("order", order.number())).build());
        if (event.attempt() <= order.failures()) {
            throw new IllegalStateException("The bank is closed");
        }
    }

    @Once(key = "/number")
    @Transactional
    @OnEvent(topic = SHIPPED)
    void ship(Order order) throws SQLException {
        effect("ship", order.number());
    }

    @Once
    @OnEvent(topic = PARALLEL, ordering = Ordering.UNORDERED)
    void inParallel(IncomingEvent event) throws Exception {
        atOnce.incrementAndGet();
        effect("parallel", event.id());
        Thread.sleep(300);
    }
}
