package io.quarkiverse.eventstream.benchmarks.micro;

import java.math.BigDecimal;
import java.util.List;

/**
 * The payload of the sample event.
 *
 * @param id the order's id
 * @param customer who ordered
 * @param address where it goes
 * @param items what was ordered
 */
public record Order(String id, String customer, Address address, List<Item> items) {

    /**
     * Where an order goes.
     *
     * @param street with the number
     * @param city with its postal code
     * @param country in two letters
     */
    public record Address(String street, String city, String country) {}

    /**
     * One line of an order.
     *
     * @param sku what
     * @param quantity how many
     * @param price of one
     */
    public record Item(String sku, int quantity, BigDecimal price) {}
}
