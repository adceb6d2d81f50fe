package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * The health of a stream.
 *
 * @param state its provider, and the state of sending
 * @param listeners the health of its listeners, sorted by name
 */
public record StreamHealth(String state, List<ListenerHealth> listeners) {}
