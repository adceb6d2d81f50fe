package org.acme.shapes;

/**
 * A payload.
 *
 * @param id the id of the event, for listeners without an event parameter
 */
public record Order(String id) {}
