package io.quarkiverse.eventstream.faults.ledger;

/**
 * A repeated delivery.
 *
 * @param before the delivery that it repeats, the last one before by time
 * @param again the repeated one
 */
public record Repetition(Delivery before, Delivery again) {}
