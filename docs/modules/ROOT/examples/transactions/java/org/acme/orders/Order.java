package org.acme.orders;

/** An order. */
public record Order(String id, String customer) {}
