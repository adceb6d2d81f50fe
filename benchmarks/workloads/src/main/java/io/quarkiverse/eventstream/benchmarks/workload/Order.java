package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;

/**
 * The payload of all events.
 *
 * @param number counts the orders of a run, from 0
 * @param placedAt the time at which the order was due, by {@link System#nanoTime()} of the process that placed it
 * @param customer the customer
 * @param address the delivery address
 * @param items the ordered items
 */
public record Order(long number, long placedAt, String customer, Address address, List<Item> items) {

    /** The name of the event in workloads with a single name. */
    public static final String EVENT = "orderCreated";

    /** The namespace of all events. */
    public static final String NAMESPACE = "shop";

    /** A prime, so that other cyclic properties combine with every customer. */
    private static final int CUSTOMERS = 997;
    private static final Address ADDRESS = new Address("12 Harbour Street", "Galway", "H91 A2B3", "IE");
    private static final List<Item> ITEMS = List.of(new Item("SKU-10482", 2, 1999), new Item("SKU-20911", 1, 4950));

    /**
     * An address.
     *
     * @param street the street with the number
     * @param city the name of the city
     * @param postcode in the format of the country
     * @param country the two-letter code
     */
    public record Address(String street, String city, String postcode, String country) {}

    /**
     * A line of an order.
     *
     * @param sku the item
     * @param quantity the number of items
     * @param cents the price of one item
     */
    public record Item(String sku, int quantity, int cents) {}

    /**
     * Creates an order.
     *
     * @return the order of one of some customers, in turn
     */
    public static Order of(long number, long placedAt) {
        return new Order(number, placedAt, "customer-" + number % CUSTOMERS, ADDRESS, ITEMS);
    }

    /** The key that orders the events of a customer. */
    public String key() {
        return customer;
    }
}
