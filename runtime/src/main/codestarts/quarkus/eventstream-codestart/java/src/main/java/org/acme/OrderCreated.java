package org.acme;

import java.math.BigDecimal;

/** The payload of the event {@code orderCreated}. */
public record OrderCreated(String orderId, String customer, BigDecimal total) {}
