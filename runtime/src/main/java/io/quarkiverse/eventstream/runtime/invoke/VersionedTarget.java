package io.quarkiverse.eventstream.runtime.invoke;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/** A handler that reads payloads as classes with versions, by the name of the event. */
public record VersionedTarget(ListenerTarget target, Map<String, Integer> versions) implements DelegatingTarget {

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        return target.invoke(event);
    }

    @Override
    public long payloadVersion(IncomingEvent event) {
        Integer version = versions.get(event.name());
        return version == null ? Long.MAX_VALUE : version;
    }
}
