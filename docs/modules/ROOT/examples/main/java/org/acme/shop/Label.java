package org.acme.shop;

/** The payload of an event about a parcel. */
public record Label(String orderId, String address) {}
