package io.quarkiverse.eventstream.it;

/**
 * A payload that is no parameter of a listener: only code uses it.
 *
 * @param text any text
 */
public record Unseen(String text) {}
