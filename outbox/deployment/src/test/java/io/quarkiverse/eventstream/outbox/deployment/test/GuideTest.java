package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.acme.orders.OrdersTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.QuarkusUnitTest;

/** The service that the guide shows. */
class GuideTest extends OrdersTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addPackage(Order.class.getPackage()).addClasses(OutboxContractTests.class,
                    OutboxTests.class, Topic.class))
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1");

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void createTables() throws SQLException {
        events.reset();
        time.reset();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS orders (id VARCHAR, customer VARCHAR)");
            statement.execute("CREATE TABLE IF NOT EXISTS invoices (order_id VARCHAR)");
            statement.execute("CREATE TABLE IF NOT EXISTS welcomes (order_id VARCHAR)");
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void eachOrderHasOneInvoice() {
        orders.place(new Order("5", "c"));
        orders.place(new Order("6", "c"));

        OutboxTests.await().untilAsserted(() -> {
            assertThat(count("invoices WHERE order_id IN ('5', '6')")).isEqualTo(2);
            assertThat(count("welcomes WHERE order_id IN ('5', '6')")).isEqualTo(2);
            assertThat(new Topic("invoices", 1).ids()).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        });
        assertThat(new Topic("orders", 1).ids()).doesNotHaveDuplicates();
    }
}
