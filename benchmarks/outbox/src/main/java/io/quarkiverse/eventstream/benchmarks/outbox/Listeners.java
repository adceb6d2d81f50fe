package io.quarkiverse.eventstream.benchmarks.outbox;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.outbox.Once;

/** The listeners of the service; a task enables one of them at most. */
@ApplicationScoped
public class Listeners {

    static final String LATENCY = "latency";
    static final String ONCE = "once";
    static final String TRANSACTIONAL = "transactional";

    private final Orders orders;

    @Inject
    Listeners(Orders orders) {
        this.orders = orders;
    }

    @OnEvent(id = LATENCY, topic = "${orders.topic}", group = "${orders.group}", name = Order.EVENT, offset = "earliest")
    void receive(Order order) throws InterruptedException {
        OutboxService.listener().handle(order);
    }

    @Once
    @OnEvent(id = ONCE, topic = "${orders.topic}", group = "${orders.group}", name = Order.EVENT, offset = "earliest")
    void placeOnce(Order order) throws SQLException, InterruptedException {
        orders.change(order);
        OutboxService.listener().handle(order);
    }

    @Transactional(rollbackOn = Exception.class)
    @OnEvent(id = TRANSACTIONAL, topic = "${orders.topic}", group = "${orders.group}", name = Order.EVENT, offset = "earliest")
    void place(Order order) throws SQLException, InterruptedException {
        orders.change(order);
        OutboxService.listener().handle(order);
    }
}
