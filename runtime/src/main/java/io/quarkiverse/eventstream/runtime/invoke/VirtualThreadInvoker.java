package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;
import io.vertx.core.Context;

/**
 * Calls a listener on a virtual thread of its own, or on a worker thread where the JVM has no virtual ones.
 *
 * @param target the listener
 * @param root the context whose event loop the contexts of calls have
 */
record VirtualThreadInvoker(ListenerTarget target, Context root) implements ListenerInvoker {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        VirtualThreadsRecorder.getCurrent().execute(
                () -> InvocationContext.of(root).dispatch(() -> RequestScoped.invoke(target, event, ended)));
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
