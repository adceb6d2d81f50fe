package io.quarkiverse.eventstream.outbox.runtime;

import java.util.Map;

/**
 * The listeners with {@link io.quarkiverse.eventstream.outbox.Once}, as the build has found them.
 *
 * @param keys by the id of the listener, the JSON pointer to the field that identifies an event; empty for the id of the event
 */
public record OnceListeners(Map<String, String> keys) {

    public OnceListeners {
        keys = Map.copyOf(keys);
    }
}
