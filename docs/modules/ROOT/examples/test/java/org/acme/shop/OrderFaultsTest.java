package org.acme.shop;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.TestTime;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkiverse.eventstream.test.memory.OtherMember;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** What only a stream in memory can do. */
@QuarkusTest
@TestProfile(InMemory.class)
class OrderFaultsTest {

    @Inject
    ObservedEvents events;

    @Inject
    Orders orders;

    @Inject
    Invoices invoices;

    @Inject
    TestTime time;

    private static Order orderOf(String customer) {
        return new Order("o-1", customer, BigDecimal.TEN);
    }

    // tag::fault[]
    @Inject
    MemoryBroker broker;

    @Test
    void anOrderThatCouldNotBeAnnouncedFails() {
        broker.failNextPublish("orders", new TimeoutException("the broker is away"));

        assertThat(orders.orderCreated(orderOf("c-1"))).failsWithin(Duration.ofSeconds(10));

        published(events).never();
    }
    // end::fault[]

    // tag::rebalance[]
    @Test
    void anotherInstanceTakesOverAndNothingIsBilledTwice() {
        orders.orderCreated(orderOf("c-1"));
        await().delivered(events).to("org.acme.shop.Billing#bill").once();

        try (OtherMember other = broker.join("shop", "orders")) {
            broker.revokeNow("shop", "orders");
            assertThat(other.partitions()).isNotEmpty();
        }
        orders.orderCreated(orderOf("c-2"));

        await().delivered(events).to("org.acme.shop.Billing#bill").exactly(2);
    }
    // end::rebalance[]

    // tag::backoff[]
    @Test
    void anAccountThatIsOpenedAgainIsBilledAtTheSecondAttempt() {
        time.stop();
        invoices.close("c-8");
        orders.orderCreated(orderOf("c-8"));
        await().failed(events).to("org.acme.shop.Billing#bill").atLeast(1);

        invoices.open("c-8");
        Duration waited = time.advanceToNext();

        assertThat(waited).isBetween(Duration.ofMillis(160), Duration.ofMillis(240));
        await().delivered(events).to("org.acme.shop.Billing#bill").withPayload(Map.of("orderId", "o-1", "customerId", "c-8",
                "amount", 10)).once();
    }
    // end::backoff[]
}
