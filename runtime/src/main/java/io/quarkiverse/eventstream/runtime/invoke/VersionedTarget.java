package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/** A handler that reads the payload as a class with a version. */
public record VersionedTarget(ListenerTarget target, int version) implements DelegatingTarget {

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        return target.invoke(event);
    }

    @Override
    public long payloadVersion(IncomingEvent event) {
        return version;
    }
}
