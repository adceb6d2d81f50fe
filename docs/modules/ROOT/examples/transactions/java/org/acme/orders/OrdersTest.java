package org.acme.orders;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.TestTime;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The tests that the guide shows, with {@code @QuarkusTest} there. */
public abstract class OrdersTest {

    @Inject
    protected Orders orders;

    @Inject
    protected ObservedEvents events;

    @Inject
    protected TestTime time;

    // tag::test[]
    @Test
    void anOrderIsPublishedWithItsTransaction() {
        orders.place(new Order("1", "customer"));

        stored(events).named("orderCreated").once(); // <1>
        await().sent(events).to("orders").withKey("customer").once();
    }

    @Test
    void nothingIsPublishedIfTheTransactionFails() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            orders.place(new Order("2", "customer"));
            throw new IllegalStateException("no stock");
        })).hasMessageContaining("no stock");

        await().rolledBack(events).named("orderCreated").once(); // <2>
        stored(events).never();
    }

    @Test
    void aReservationExpiresUnlessItIsConfirmed() {
        time.stop();
        orders.reserve(new Order("3", "customer"));
        orders.reserve(new Order("4", "customer"));
        await().stored(events).to("reservations").exactly(2);
        assertThat(orders.confirm(new Order("3", "customer"))).isTrue();

        time.advanceToNext(); // <3>

        await().sent(events).to("reservations").withId("expiry-of-4").once();
    }
    // end::test[]
}
