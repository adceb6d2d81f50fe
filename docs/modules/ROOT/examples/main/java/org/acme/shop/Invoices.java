package org.acme.shop;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

/** What has been billed. */
@Singleton
public class Invoices {

    private final Map<String, Order> billed = new ConcurrentHashMap<>();
    private final Map<String, BigDecimal> paid = new ConcurrentHashMap<>();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    // tag::repetition[]
    /** Writes an invoice, unless there is one for that event. */
    public void add(String eventId, Order order) {
        if (order.customerId() == null) {
            throw new NoSuchCustomer(order.orderId());
        }
        if (closed.contains(order.customerId())) {
            throw new IllegalStateException("The account of " + order.customerId() + " is closed");
        }
        billed.putIfAbsent(eventId, order);
    }
    // end::repetition[]

    /** Notes that an order was paid. */
    public void settle(String orderId, BigDecimal amount) {
        paid.put(orderId, amount);
    }

    public BigDecimal paid(String orderId) {
        return paid.get(orderId);
    }

    public boolean has(String eventId) {
        return billed.containsKey(eventId);
    }

    public void close(String customerId) {
        closed.add(customerId);
    }

    public void open(String customerId) {
        closed.remove(customerId);
    }
}
