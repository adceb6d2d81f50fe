package io.quarkiverse.eventstream.it;

/**
 * A payload that no listener names: only code knows of it.
 *
 * @param text anything
 */
public record Unseen(String text) {}
