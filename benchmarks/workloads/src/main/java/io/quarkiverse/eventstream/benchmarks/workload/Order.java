package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;

/**
 * The payload of all events.
 *
 * @param number counts the orders of a run, from 0
 * @param placedAt when the order was to be placed, by {@link System#nanoTime()} of the process that placed it
 * @param customer who ordered
 * @param address where to send it
 * @param items what was ordered
 */
public record Order(long number, long placedAt, String customer, Address address, List<Item> items) {

    /** The name of the event, where a workload needs only one. */
    public static final String EVENT = "orderCreated";

    /** The namespace of all events. */
    public static final String NAMESPACE = "shop";

    /** A prime, so that whatever else goes in turn meets all of them. */
    private static final int CUSTOMERS = 997;
    private static final Address ADDRESS = new Address("12 Harbour Street", "Galway", "H91 A2B3", "IE");
    private static final List<Item> ITEMS = List.of(new Item("SKU-10482", 2, 1999), new Item("SKU-20911", 1, 4950));

    /**
     * Where somebody lives.
     *
     * @param street with number
     * @param city its name
     * @param postcode as the country writes it
     * @param country two letters
     */
    public record Address(String street, String city, String postcode, String country) {}

    /**
     * A line of an order.
     *
     * @param sku what
     * @param quantity how many
     * @param cents the price of one
     */
    public record Item(String sku, int quantity, int cents) {}

    /**
     * An order like all others.
     *
     * @param number its number
     * @param placedAt see there
     * @return the order of one of some customers, in turn
     */
    public static Order of(long number, long placedAt) {
        return new Order(number, placedAt, "customer-" + number % CUSTOMERS, ADDRESS, ITEMS);
    }

    /**
     * What orders events of one customer.
     *
     * @return the record's key
     */
    public String key() {
        return customer;
    }
}
