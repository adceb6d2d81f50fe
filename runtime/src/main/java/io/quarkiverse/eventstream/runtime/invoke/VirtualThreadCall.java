package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.ListenerCall;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;

/**
 * Calls a listener on a virtual thread of its own, or on a worker thread where the JVM has no virtual ones.
 *
 * @param target the listener
 */
public record VirtualThreadCall(ListenerTarget target) implements ListenerCall {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        VirtualThreadsRecorder.getCurrent().execute(() -> RequestScoped.invoke(target, event, ended));
        return ended;
    }
}
