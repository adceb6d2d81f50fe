package io.quarkiverse.eventstream.quickstart.shipping;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The payload of the event {@code orderShipped}.
 *
 * @param orderId the order's number
 * @param attempts the number of calls of the carrier; 1 if it answered the first
 */
@RegisterForReflection // No listener of this service takes it.
public record OrderShipped(String orderId, String tracking, int attempts) {}
