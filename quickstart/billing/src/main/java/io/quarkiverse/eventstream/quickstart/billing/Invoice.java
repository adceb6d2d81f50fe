package io.quarkiverse.eventstream.quickstart.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The payload of the event {@code orderBilled}.
 *
 * @param orderId the billed order
 */
@RegisterForReflection // No listener of this service takes it.
public record Invoice(String orderId, String customer, String country, String currency, BigDecimal net, BigDecimal tax,
        BigDecimal total) {

    /** Tax on food in percent, by country; in other countries, the customer pays the tax. */
    private static final Map<String, String> TAX = Map.ofEntries(Map.entry("AT", "10"), Map.entry("CH", "2.6"),
            Map.entry("CZ", "12"), Map.entry("DE", "7"), Map.entry("DK", "25"), Map.entry("ES", "10"), Map.entry("FR", "5.5"),
            Map.entry("IT", "10"), Map.entry("JP", "8"), Map.entry("NL", "9"), Map.entry("NO", "15"), Map.entry("PL", "5"),
            Map.entry("SE", "12"));

    static Invoice of(OrderCreated order) {
        BigDecimal net = order.items().stream().map(OrderCreated.Item::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        int decimals = Currency.getInstance(order.currency()).getDefaultFractionDigits();
        BigDecimal tax = net.multiply(new BigDecimal(TAX.getOrDefault(order.country(), "0"))).movePointLeft(2)
                .setScale(decimals, RoundingMode.HALF_UP);
        return new Invoice(order.orderId(), order.customer(), order.country(), order.currency(), net, tax, net.add(tax));
    }
}
