package org.acme.shop;

import java.util.Map;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventRecord;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.SkipReplays;
import io.quarkiverse.eventstream.Tombstone;
import io.smallrye.mutiny.Uni;

/** Listeners of many shapes. */
public class Shapes {

    @Inject
    Seen seen;

    // tag::uni[]
    @OnEvent(topic = "orders", name = "orderCreated", group = "search")
    Uni<Void> index(IncomingEvent event) {
        return seen.noteLater("search", event); // <1>
    }
    // end::uni[]

    // tag::all[]
    @OnEvent(topic = "orders", group = "statistics", offset = "earliest")
    void count(Map<String, Object> payload, IncomingEvent event) {
        seen.note(event.name(), event);
    }
    // end::all[]

    // tag::no-group[]
    @OnEvent(topic = "prices", name = "priceChanged", group = OnEvent.NO_GROUP)
    void forget(IncomingEvent event) {
        seen.note("cache", event);
    }
    // end::no-group[]

    // tag::key[]
    @OnEvent(topic = "orders", name = "orderCreated", group = "shipping", ordering = Ordering.KEY)
    void ship(Order order, IncomingEvent event) {
        seen.note("shipping", event);
    }
    // end::key[]

    // tag::two[]
    @OnEvent(topic = "orders", name = "orderCancelled")
    @OnEvent(topic = "${shop.returns-topic}", name = "orderReturned") // <1>
    void refund(Order order, IncomingEvent event) {
        seen.note("refund", event);
    }
    // end::two[]

    // tag::tombstone[]
    @OnEvent(topic = "customers")
    void delete(Tombstone customer) {
        seen.noteGone(customer.key());
    }
    // end::tombstone[]

    // tag::record[]
    @OnEvent(topic = "audit-log")
    void archive(EventRecord record) {
        seen.noteRecord(record.key(), record.value());
    }
    // end::record[]

    // tag::skip-replays[]
    @SkipReplays
    @OnEvent(topic = "orders", name = "orderCreated", group = "mail")
    void mail(Order order, IncomingEvent event) {
        seen.note("mail", event);
    }
    // end::skip-replays[]
}
