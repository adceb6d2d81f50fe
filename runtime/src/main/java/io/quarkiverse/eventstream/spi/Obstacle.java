package io.quarkiverse.eventstream.spi;

/**
 * What keeps a broker from answering.
 *
 * @param text what is the matter, and what to do
 * @param passes whether it may pass by itself; else somebody has to put it right
 */
public record Obstacle(String text, boolean passes) {}
