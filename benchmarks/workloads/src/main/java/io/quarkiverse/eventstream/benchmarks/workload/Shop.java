package io.quarkiverse.eventstream.benchmarks.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of a shop, and what a transaction does in them: the same statements for all contestants. */
public final class Shop {

    /** The beginning of the statement that every transaction has once for an order. */
    static final String PLACES_ORDER = "INSERT INTO shop_order ";

    private static final int CUSTOMERS = 1_000;
    private static final int PRODUCTS = 1_000;

    private final boolean smallest;

    private Shop(boolean smallest) {
        this.smallest = smallest;
    }

    /** The shop of a task. */
    public static Shop of(Task task) {
        return new Shop(task.workload() == Workload.SMALLEST_TRANSACTIONS || task.workload() == Workload.STORE_BACKLOG);
    }

    /** Creates the tables, unless they exist. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS product (id INTEGER PRIMARY KEY, stock BIGINT NOT NULL)");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS shop_order (id BIGINT PRIMARY KEY, customer INTEGER NOT NULL, cents BIGINT NOT NULL,"
                            + " placed TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now())");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS order_line (shop_order BIGINT NOT NULL, line INTEGER NOT NULL, sku TEXT NOT NULL,"
                            + " quantity INTEGER NOT NULL, cents BIGINT NOT NULL, PRIMARY KEY (shop_order, line))");
            statement.execute(
                    "INSERT INTO customer (id, name, city) SELECT i, 'Customer ' || i, 'Galway' FROM generate_series(0, "
                            + (CUSTOMERS - 1) + ") AS i ON CONFLICT DO NOTHING");
            statement.execute("INSERT INTO product (id, stock) SELECT i, 1000000 FROM generate_series(0, " + (PRODUCTS - 1)
                    + ") AS i ON CONFLICT DO NOTHING");
        }
    }

    /**
     * Places an order: reads the customer, inserts the order and its lines, and takes its product from the stock; the smallest transaction
     * only inserts the order.
     *
     * @throws SQLException if a statement fails
     */
    public void place(Connection connection, Order order) throws SQLException {
        if (smallest) {
            insertOrder(connection, order);
            return;
        }
        readCustomer(connection, customer(order));
        insertOrder(connection, order);
        int line = 0;
        for (Order.Item item : order.items()) {
            insertLine(connection, order, line++, item);
        }
        takeFromStock(connection, (int) (order.number() % PRODUCTS));
    }

    private static int customer(Order order) {
        return (int) (order.number() % CUSTOMERS);
    }

    private static void readCustomer(Connection connection, int id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT name, city FROM customer WHERE id = ?")) {
            select.setInt(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("There is no customer " + id);
                }
            }
        }
    }

    private static void insertOrder(Connection connection, Order order) throws SQLException {
        try (PreparedStatement insert = connection
                .prepareStatement(PLACES_ORDER + "(id, customer, cents) VALUES (?, ?, ?)")) {
            insert.setLong(1, order.number());
            insert.setInt(2, customer(order));
            insert.setLong(3, order.items().stream().mapToLong(item -> (long) item.quantity() * item.cents()).sum());
            insert.executeUpdate();
        }
    }

    private static void insertLine(Connection connection, Order order, int line, Order.Item item) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO order_line (shop_order, line, sku, quantity, cents) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, order.number());
            insert.setInt(2, line);
            insert.setString(3, item.sku());
            insert.setInt(4, item.quantity());
            insert.setLong(5, item.cents());
            insert.executeUpdate();
        }
    }

    private static void takeFromStock(Connection connection, int product) throws SQLException {
        try (PreparedStatement update = connection
                .prepareStatement("UPDATE product SET stock = stock - 1 WHERE id = ?")) {
            update.setInt(1, product);
            update.executeUpdate();
        }
    }
}
