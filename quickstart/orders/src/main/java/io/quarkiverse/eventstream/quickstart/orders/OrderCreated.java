package io.quarkiverse.eventstream.quickstart.orders;

import java.math.BigDecimal;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The payload of the event {@code orderCreated}.
 *
 * @param orderId the order's number
 */
@RegisterForReflection(registerFullHierarchy = true) // No listener of this service takes it.
public record OrderCreated(String orderId, String customer, String country, String currency, List<Item> items) {

    /**
     * A line of the order.
     *
     * @param sku the article
     * @param quantity 1 or more
     * @param unitPrice without tax
     */
    public record Item(String sku, int quantity, BigDecimal unitPrice) {}
}
