package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * How a stream is.
 *
 * @param state its provider, and the state of sending
 * @param listeners how its listeners are, sorted by name
 */
public record StreamHealth(String state, List<ListenerHealth> listeners) {}
