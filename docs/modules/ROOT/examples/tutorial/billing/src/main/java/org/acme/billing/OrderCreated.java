package org.acme.billing;

import java.math.BigDecimal;

/** The part of the payload that billing needs. */
public record OrderCreated(String orderId, BigDecimal amount) {}
