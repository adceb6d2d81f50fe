package io.quarkiverse.eventstream.runtime.operate;

import java.util.List;
import java.util.Map;

/**
 * A stream with the listeners of this instance, as operators see it.
 *
 * @param state its provider, and the state of sending
 * @param listeners sorted by id
 * @param others the progress of replays and redrives, by listener
 */
public record StreamView(String name, String state, List<ListenerView> listeners, Map<String, String> others) {}
