package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;
import io.vertx.core.Context;

/**
 * Invokes a listener on a new virtual thread, or on a worker thread if the JVM has no virtual threads.
 *
 * @param root a context of the event loop that the contexts of invocations belong to
 */
record VirtualThreadInvoker(ListenerTarget target, Context root) implements TargetInvoker {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        VirtualThreadsRecorder.getCurrent().execute(
                () -> InvocationContext.of(root).dispatch(() -> RequestScoped.invoke(target, event, ended)));
        return ended;
    }
}
