package io.quarkiverse.eventstream.spi;

/**
 * The reason why a broker does not answer. Immutable.
 *
 * @param text what is wrong and how to correct it, in full sentences; logged and shown by health checks
 * @param isTransient true if the obstacle may pass by itself, such as a network failure; false if the configuration has to be corrected
 */
public record Obstacle(String text, boolean isTransient) {}
