package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.RecordHandler;

/**
 * A handler of records.
 */
public record RecordTarget(RecordHandler handler) implements ListenerTarget {

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        handler.handle(event.record());
        return null;
    }

    @Override
    public ListenerInput input() {
        return ListenerInput.RECORDS;
    }
}
