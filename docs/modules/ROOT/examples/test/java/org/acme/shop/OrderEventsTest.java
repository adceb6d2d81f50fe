package org.acme.shop;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.delivered;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkiverse.eventstream.test.TestTime;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Runs on a stream in memory, and on Kafka: see {@link OrderEventsOnKafkaTest}. */
@QuarkusTest
@TestProfile(InMemory.class)
class OrderEventsTest {

    // tag::published[]
    @Inject
    ObservedEvents events;

    @Inject
    Orders orders;

    @Test
    void anOrderIsAnnounced() {
        Order order = new Order("o-1", "c-1", new BigDecimal("9.90"));

        orders.orderCreated(order);

        await().published(events).to("orders").named("orderCreated").withKey("c-1").withPayload(order).once();
    }
    // end::published[]

    // tag::delivered[]
    @Test
    void anOrderIsBilled() {
        orders.orderCreated(new Order("o-2", "c-1", BigDecimal.TEN));

        await().delivered(events).to("org.acme.shop.Billing#bill").named("orderCreated").once();
        await().nothingLost(events);
    }
    // end::delivered[]

    @Inject
    Invoices invoices;

    private static Order orderOf(String customer) {
        return new Order("o-3", customer, BigDecimal.TEN);
    }

    // tag::pushed[]
    @Test
    void anOrderOfAnotherServiceIsBilled() {
        OutgoingEvent event = OutgoingEvent.builder("orderCreated").topic("orders").namespace("elsewhere")
                .payload(orderOf("c-2")).build();

        ObservedRecord record = events.push(event).await();

        assertThat(record.outcome("org.acme.shop.Billing#bill")).isEqualTo(Outcome.DELIVERED);
        assertThat(invoices.has(event.id())).isTrue();
        published(events).to("orders").never();
    }
    // end::pushed[]

    // tag::broken[]
    @Test
    void anUndecodableRecordBecomesADeadLetter() {
        events.pushRecord("orders", "c-1", "{\"name\":\"orderCreated\", and so on").await();

        await().deadLettered(events).from("orders").by("org.acme.shop.Billing#bill").once();
        delivered(events).never();
    }
    // end::broken[]

    // tag::time[]
    @Inject
    TestTime time;

    @Test
    void anOrderOfAClosedAccountBecomesADeadLetterAfterThreeAttempts() {
        invoices.close("c-7");
        time.skipWaits();

        orders.orderCreated(orderOf("c-7"));

        await().failed(events).to("org.acme.shop.Billing#bill").exactly(3);
        await().deadLettered(events).by("org.acme.shop.Billing#bill").once();
    }
    // end::time[]

    @Inject
    Refunds refunds;

    // tag::typed[]
    @Test
    void aPaymentSettlesTheInvoice() {
        InvoicePaid invoice = new InvoicePaid("o-1", BigDecimal.TEN);

        refunds.paid("o-1", BigDecimal.TEN);

        await().published(events).to("payments").ofType(InvoicePaid.class).withPayload(invoice).once();
        await().delivered(events).to("org.acme.shop.Refunds#settle").ofType(InvoicePaid.class).once();
    }
    // end::typed[]

    @Test
    void aCorrectionHasWhatItsPublisherAdds() {
        refunds.corrected(new InvoicePaid("o-2", BigDecimal.ONE), "joe");

        await().published(events).ofType(InvoicePaid.class).withKey("o-2").withHeader("reason", "correction")
                .matching("by joe", event -> event.userId().equals("joe")).once();
    }

    @Test
    void eachReturnComesAsItsOwnClass() {
        events.push(OutgoingEvent.of(new ReturnEvent.ReturnRequested("o-3", "size")).build()).await();
        events.push(OutgoingEvent.of(new ReturnEvent.ReturnArrived("o-3", true)).build()).await();

        assertThat(seen.at("requested because of size")).isNotEmpty();
        assertThat(seen.at("damaged")).isNotEmpty();
    }

    @Test
    void aResultIsPublished() {
        InvoicePaid paid = refunds.pay(new Order("o-5", "c-1", BigDecimal.TEN));

        await().published(events).ofType(InvoicePaid.class).withKey("o-5").withPayload(paid).once();
    }

    @Test
    void anOlderLabelIsReadAsTheNewerClass() {
        events.push(OutgoingEvent.of(new LabelPrinted("o-4", null)).version(1)
                .payload(Map.of("orderId", "o-4", "printerNumber", 3)).build()).await();

        assertThat(seen.at("printed by printer-3")).isNotEmpty();
    }

    @Inject
    Publishing publishing;

    @Inject
    Seen seen;

    @Test
    void aTombstoneMakesTheListenerForget() {
        publishing.forget("c-9");

        await().nothingLost(events);
        Awaitility.await().until(() -> seen.isGone("c-9"));
    }

    @Test
    void aRawRecordReachesTheListenerAsItIs() {
        publishing.forward("a-1", new byte[]{1, 2});

        Awaitility.await().untilAsserted(() -> assertThat(seen.record("a-1")).containsExactly(1, 2));
    }
}
