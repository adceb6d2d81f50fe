package io.quarkiverse.eventstream.benchmarks.springshop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.annotation.Transactional;

import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.OutboxContestant;
import io.quarkiverse.eventstream.benchmarks.workload.Shop;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** Places orders with JDBC, and publishes their events. */
class Orders {

    private final DataSource database;
    private final EventOutbox outbox;
    private final Shop shop;
    private final boolean alone;

    Orders(DataSource database, EventOutbox outbox, Task task) {
        this.database = database;
        this.outbox = outbox;
        this.shop = Shop.of(task);
        this.alone = task.variant().contains(OutboxContestant.ALONE);
    }

    @Transactional(rollbackFor = Exception.class)
    public void place(List<Order> orders) throws SQLException {
        for (Order order : orders) {
            Connection connection = DataSourceUtils.getConnection(database);
            try {
                shop.place(connection, order);
            } finally {
                DataSourceUtils.releaseConnection(connection, database);
            }
            if (!alone) {
                outbox.publish(OrderEvent.of(Order.EVENT, order));
            }
        }
    }
}
