package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.vertx.core.Vertx;

/**
 * Invokes a listener on an event loop.
 */
record EventLoopInvoker(ListenerTarget target, Vertx vertx) implements TargetInvoker {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        InvocationContext.of(vertx).runOnContext(ignored -> RequestScoped.invoke(target, event, ended));
        return ended;
    }
}
