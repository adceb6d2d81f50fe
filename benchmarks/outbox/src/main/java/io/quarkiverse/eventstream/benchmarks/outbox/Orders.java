package io.quarkiverse.eventstream.benchmarks.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OutboxContestant;
import io.quarkiverse.eventstream.benchmarks.workload.Shop;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** Places orders with JDBC, and publishes their events. */
@ApplicationScoped
public class Orders {

    private final AgroalDataSource database;
    private final EventStream events;
    private final Task task = OutboxService.task();
    private final Shop shop = Shop.of(task);
    private final boolean alone = task.variant().contains(OutboxContestant.ALONE);

    @Inject
    Orders(AgroalDataSource database, EventStream events) {
        this.database = database;
        this.events = events;
    }

    @Transactional(rollbackOn = Exception.class)
    void place(List<Order> orders) throws SQLException {
        for (Order order : orders) {
            change(order);
            if (!alone) {
                events.publish(event(order));
            }
        }
    }

    /** In the transaction of the caller. */
    void change(Order order) throws SQLException {
        try (Connection connection = database.getConnection()) {
            shop.place(connection, order);
        }
    }

    private OutgoingEvent event(Order order) {
        return OutgoingEvent.builder(Order.EVENT).topic(task.topic()).namespace(Order.NAMESPACE).key(order.key()).payload(order)
                .build();
    }
}
