package io.quarkiverse.eventstream.quickstart.shipping;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The payload of the event {@code orderShipped}.
 *
 * @param orderId the order's number
 * @param tracking the carrier's number of the parcel
 * @param attempts how often the carrier was called; 1 if it answered at once
 */
@RegisterForReflection // No listener of this service takes it.
public record OrderShipped(String orderId, String tracking, int attempts) {}
