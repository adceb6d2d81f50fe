package org.acme.billing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

/** The billed orders by the id of their event. A real service keeps them in its database. */
@Singleton
public class Ledger {

    private final Map<String, OrderCreated> billed = new ConcurrentHashMap<>();

    /** False if that event was billed before. */
    boolean add(String eventId, OrderCreated order) {
        if (order.amount().signum() < 0) {
            throw new IllegalArgumentException("A negative amount: " + order); // <1>
        }
        return billed.putIfAbsent(eventId, order) == null; // <2>
    }

    BigDecimal sum() {
        return billed.values().stream().map(OrderCreated::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
