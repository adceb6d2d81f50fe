package org.acme.billing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

/** What has been billed, by the id of the event. A real service has this in its database. */
@Singleton
public class Ledger {

    private final Map<String, OrderCreated> billed = new ConcurrentHashMap<>();

    /** False if that event was billed before. */
    boolean add(String eventId, OrderCreated order) {
        if (order.amount().signum() < 0) {
            throw new IllegalArgumentException("A negative amount: " + order);
        }
        return billed.putIfAbsent(eventId, order) == null;
    }

    BigDecimal sum() {
        return billed.values().stream().map(OrderCreated::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
