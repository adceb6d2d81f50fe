package io.quarkiverse.eventstream.quickstart.shipping;

/**
 * What a parcel needs of the event {@code orderBilled}; what it brings beyond that is ignored.
 *
 * @param orderId the order's number
 * @param customer who gets it
 * @param country where to, as ISO 3166 has it
 */
public record OrderBilled(String orderId, String customer, String country) {}
