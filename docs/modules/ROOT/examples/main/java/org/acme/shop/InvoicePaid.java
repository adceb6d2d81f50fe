package org.acme.shop;

import java.math.BigDecimal;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventType;

// tag::type[]
@EventType(topic = "payments", name = "invoicePaid", namespace = "shop")
public record InvoicePaid(@EventKey String orderId, BigDecimal amount) {}
// end::type[]
