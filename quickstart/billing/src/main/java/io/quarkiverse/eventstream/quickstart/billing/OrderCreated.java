package io.quarkiverse.eventstream.quickstart.billing;

import java.math.BigDecimal;
import java.util.List;

/**
 * The part of the event {@code orderCreated} that an invoice needs.
 *
 * @param orderId the order's number
 * @param customer the customer
 * @param country the country of delivery, as an ISO 3166 code
 * @param currency the currency of the prices, as an ISO 4217 code
 * @param items the ordered items
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
