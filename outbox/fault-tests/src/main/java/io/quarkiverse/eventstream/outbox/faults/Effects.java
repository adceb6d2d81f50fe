package io.quarkiverse.eventstream.outbox.faults;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.outbox.Once;

/** A listener whose effect is a row. The table has no key, so that a second effect would be seen. */
@ApplicationScoped
public class Effects {

    record Order(String customer, int number) {}

    private final Orders orders;

    @Inject
    Effects(Orders orders) {
        this.orders = orders;
    }

    @Once
    @OnEvent(topic = Orders.TOPIC, name = "orderPlaced", group = "effects")
    void take(Order order) throws SQLException {
        orders.execute("INSERT INTO effects (customer, number) VALUES (?, ?)", order.customer(), order.number());
    }
}
