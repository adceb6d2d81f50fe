package io.quarkiverse.eventstream.benchmarks.footprint.eventstream;

import java.util.List;

/** The payload. */
record Order(long number, String customer, Address address, List<Item> items) {

    record Address(String street, String city, String postcode, String country) {}

    record Item(String sku, int quantity, int cents) {}
}
