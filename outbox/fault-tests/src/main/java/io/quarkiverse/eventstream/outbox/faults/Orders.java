package io.quarkiverse.eventstream.outbox.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;

/**
 * Places orders of customers, each with the next number of its customer, and publishes an event for each; for some a second one, which is
 * due later, and of which a part is cancelled.
 */
@ApplicationScoped
public class Orders {

    static final String TOPIC = "orders";
    static final String NAME = "orderPlaced";
    static final String REMINDER = "orderReminder";
    /** In the ids of reminders, before their times in milliseconds since the epoch. */
    static final String DUE = ":due:";
    static final int CUSTOMERS = 40;
    private static final int REMINDED_PERCENT = 20;
    private static final int CANCELLED_PERCENT = 20;
    private static final int LONGEST_DELAY = 5_000;

    /** Rolls a transaction back that could commit. */
    static final class UnwantedException extends RuntimeException {

        UnwantedException(String message) {
            super(message);
        }
    }

    private final AgroalDataSource database;
    private final EventStream events;
    private final Failures failures;
    private final int rolledBackPercent;
    private final AtomicReference<String> lastReminder = new AtomicReference<>();

    @Inject
    Orders(AgroalDataSource database, EventStream events, Failures failures,
            @ConfigProperty(name = "shop.rolled-back-percent", defaultValue = "30") int rolledBackPercent) {
        this.rolledBackPercent = rolledBackPercent;
        this.database = database;
        this.events = events;
        this.failures = failures;
    }

    /**
     * A transaction, which rolls back at random. The lock on its customer lasts until the end, so that numbers and commits agree. The id is of
     * this transaction alone: after a rollback, the next order has the same number.
     */
    @Transactional(rollbackOn = Exception.class)
    void place() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String customer = "c" + random.nextInt(CUSTOMERS);
        int number = nextNumber(customer);
        String id = customer + ":" + number + ":" + Long.toHexString(random.nextLong());
        execute("INSERT INTO orders (id) VALUES (?)", id);
        publish(OutgoingEvent.builder(NAME).topic(TOPIC).namespace("shop").key(customer).id(id)
                .payload(Map.of("customer", customer, "number", number)).build());
        if (random.nextInt(100) < REMINDED_PERCENT) {
            remind(customer, id, Instant.now().plusMillis(random.nextInt(LONGEST_DELAY)).truncatedTo(ChronoUnit.MILLIS));
        }
        if (random.nextInt(100) < rolledBackPercent) {
            throw new UnwantedException("This order is not wanted");
        }
    }

    private void remind(String customer, String order, Instant due) throws SQLException {
        String id = order + DUE + due.toEpochMilli();
        execute("INSERT INTO orders (id) VALUES (?)", id);
        publish(OutgoingEvent.builder(REMINDER).topic(TOPIC).namespace("shop").key(customer).id(id).deliverAt(due).build());
        lastReminder.set(id);
    }

    private void publish(OutgoingEvent event) {
        events.publish(event).whenComplete((receipt, error) -> failures.ofPublication(event.id(), error));
    }

    /** Cancels the last reminder, if it is not sent yet. */
    @Transactional(rollbackOn = Exception.class)
    void cancelReminder() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String id = lastReminder.getAndSet(null);
        if (id != null && random.nextInt(100) < CANCELLED_PERCENT && events.cancelDelivery(id)) {
            execute("DELETE FROM orders WHERE id = ?", id);
            if (random.nextInt(100) < rolledBackPercent) {
                throw new UnwantedException("This cancellation is not wanted");
            }
        }
    }

    private int nextNumber(String customer) throws SQLException {
        execute("UPDATE customers SET number = number + 1 WHERE customer = ?", customer);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT number FROM customers WHERE customer = ?")) {
            select.setString(1, customer);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    void execute(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
