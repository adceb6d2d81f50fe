package org.acme.orders;

import java.math.BigDecimal;

/** The payload of the event orderCreated. */
public record OrderCreated(String orderId, String customer, BigDecimal amount) {}
