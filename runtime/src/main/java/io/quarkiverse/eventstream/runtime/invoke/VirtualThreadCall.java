package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.ListenerCall;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;
import io.vertx.core.Context;

/**
 * Calls a listener on a virtual thread of its own, or on a worker thread where the JVM has no virtual ones.
 *
 * @param target the listener
 * @param root the context whose event loop the contexts of calls have
 */
record VirtualThreadCall(ListenerTarget target, Context root) implements ListenerCall {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        VirtualThreadsRecorder.getCurrent().execute(
                () -> OwnContext.of(root).dispatch(() -> RequestScoped.invoke(target, event, ended)));
        return ended;
    }

    @Override
    public Type payloadType() {
        return target.payloadType();
    }

    @Override
    public boolean takesTombstones() {
        return target.takesTombstones();
    }
}
