package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Tombstone;
import io.quarkiverse.eventstream.TombstoneHandler;

/**
 * A handler of tombstones.
 */
public record TombstoneTarget(TombstoneHandler handler) implements ListenerTarget {

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        // The class of received events implements both interfaces.
        handler.handle((Tombstone) event);
        return null;
    }

    @Override
    public ListenerInput input() {
        return ListenerInput.TOMBSTONES;
    }
}
