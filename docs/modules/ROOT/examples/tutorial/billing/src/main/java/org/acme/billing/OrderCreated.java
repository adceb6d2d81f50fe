package org.acme.billing;

import java.math.BigDecimal;

/** What billing needs of the payload of the event orderCreated. */
public record OrderCreated(String orderId, BigDecimal amount) {}
