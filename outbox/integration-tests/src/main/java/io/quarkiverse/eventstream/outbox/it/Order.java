package io.quarkiverse.eventstream.outbox.it;

/**
 * An order.
 *
 * @param failures the number of attempts at its bill that fail
 */
public record Order(String number, int failures) {}
