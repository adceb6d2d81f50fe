package io.quarkiverse.eventstream.quickstart.desk;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.quickstart.desk.Ledger.Step;

/** Enters every event of the shop in the ledger. It belongs to no group, so that it takes no events from the services. */
public class Watch {

    @Inject
    Ledger ledger;

    /** The part of an order that the desk reads; the rest of the payload is ignored. */
    record Order(String orderId) {}

    /** The part of a parcel that the desk reads. */
    record Parcel(String orderId, int attempts) {}

    @OnEvent(topic = "orders", name = "orderCreated", group = OnEvent.NO_GROUP, offset = "earliest")
    void published(Order order, IncomingEvent event) {
        ledger.enter(Step.PUBLISHED, order.orderId(), event.record().timestamp());
    }

    @OnEvent(topic = "billing", name = "orderBilled", group = OnEvent.NO_GROUP, offset = "earliest")
    void billed(Order order, IncomingEvent event) {
        ledger.enter(Step.BILLED, order.orderId(), event.record().timestamp());
    }

    @OnEvent(topic = "shipping", name = "orderShipped", group = OnEvent.NO_GROUP, offset = "earliest")
    void shipped(Parcel parcel, IncomingEvent event) {
        ledger.enter(Step.SHIPPED, parcel.orderId(), event.record().timestamp());
        if (parcel.attempts() > 1) {
            ledger.enterRetry(parcel.orderId());
        }
    }
}
