package org.acme.shapes;

/**
 * A payload.
 *
 * @param id the event's, for listeners that take nothing else
 */
public record Order(String id) {}
