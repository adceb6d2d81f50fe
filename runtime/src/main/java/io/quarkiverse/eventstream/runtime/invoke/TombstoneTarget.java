package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Tombstone;
import io.quarkiverse.eventstream.TombstoneHandler;

/**
 * Calls a handler of tombstones.
 *
 * @param handler the handler
 */
public record TombstoneTarget(TombstoneHandler handler) implements ListenerTarget {

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        // What is received is both; what it is not is empty.
        handler.handle((Tombstone) event);
        return null;
    }

    @Override
    public boolean takesTombstones() {
        return true;
    }
}
