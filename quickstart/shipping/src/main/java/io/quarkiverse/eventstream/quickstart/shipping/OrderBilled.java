package io.quarkiverse.eventstream.quickstart.shipping;

/**
 * The part of the event {@code orderBilled} that a parcel needs; other fields are ignored.
 *
 * @param orderId the order's number
 * @param customer the recipient
 * @param country the country of delivery, as an ISO 3166 code
 */
public record OrderBilled(String orderId, String customer, String country) {}
