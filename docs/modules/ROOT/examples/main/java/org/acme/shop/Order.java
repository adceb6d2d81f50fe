package org.acme.shop;

import java.math.BigDecimal;

/** The payload of the shop's events about orders. */
public record Order(String orderId, String customerId, BigDecimal amount) {}
