package io.quarkiverse.eventstream.quickstart.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The service with the other database that it can be built for. */
@QuarkusTest
@TestProfile(OnPostgresTest.Profile.class)
class OnPostgresTest {

    public static class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.db-kind", "postgresql");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PostgresServer.class));
        }
    }

    @Inject
    EventStream events;

    @Inject
    AgroalDataSource database;

    @Test
    void anOrderThatIsPublishedTwiceIsBilledOnce() throws SQLException {
        List<String> published = new CopyOnWriteArrayList<>();
        events.newSubscription("billed").topic("billing").name("orderBilled").group(OnEvent.NO_GROUP).offset(Offset.EARLIEST)
                .handler(event -> published.add(event.key())).register();
        OutgoingEvent first = order("SO-100001");

        events.publishAndAwait(first);
        events.publishAndAwait(first);
        events.publishAndAwait(order("SO-100002"));

        Awaitility.await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(published).contains("SO-100001", "SO-100002"));
        assertThat(published).containsExactlyInAnyOrderElementsOf(invoices()).doesNotHaveDuplicates();
    }

    private static OutgoingEvent order(String orderId) {
        // The topic has one partition: the second order is billed after the repetition of the first.
        return OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key(orderId)
                .payload(new OrderCreated(orderId, "Camille Moreau", "FR", "EUR",
                        List.of(new OrderCreated.Item(1, BigDecimal.TEN))))
                .build();
    }

    private List<String> invoices() throws SQLException {
        List<String> orderIds = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT order_id FROM invoices")) {
            while (rows.next()) {
                orderIds.add(rows.getString(1));
            }
        }
        return orderIds;
    }
}
