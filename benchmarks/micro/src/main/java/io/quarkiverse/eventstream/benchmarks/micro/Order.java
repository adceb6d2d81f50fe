package io.quarkiverse.eventstream.benchmarks.micro;

import java.math.BigDecimal;
import java.util.List;

/**
 * The payload of the sample event.
 *
 * @param id the order's id
 * @param customer the customer
 * @param address the delivery address
 * @param items the ordered items
 */
public record Order(String id, String customer, Address address, List<Item> items) {

    /**
     * A delivery address.
     *
     * @param street the street with the number
     * @param city the city with its postal code
     * @param country the two-letter code
     */
    public record Address(String street, String city, String country) {}

    /**
     * One line of an order.
     *
     * @param sku the item
     * @param quantity the number of items
     * @param price the price of one item
     */
    public record Item(String sku, int quantity, BigDecimal price) {}
}
