package io.quarkiverse.eventstream.quickstart.billing;

import java.math.BigDecimal;
import java.util.List;

/**
 * What an invoice needs of the event {@code orderCreated}.
 *
 * @param orderId the order's number
 * @param customer who ordered
 * @param country where to, as ISO 3166 has it
 * @param currency of the prices, as ISO 4217 has it
 * @param items what was ordered
 */
public record OrderCreated(String orderId, String customer, String country, String currency, List<Item> items) {

    /**
     * A line of the order.
     *
     * @param quantity 1 or more
     * @param unitPrice without tax
     */
    public record Item(int quantity, BigDecimal unitPrice) {

        BigDecimal price() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }
}
