package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.ListenerCall;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Calls a listener on an event loop, each time in a duplicated context of its own, as reactive code in Quarkus expects.
 *
 * @param target the listener
 * @param vertx the event loops
 */
public record EventLoopCall(ListenerTarget target, Vertx vertx) implements ListenerCall {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> RequestScoped.invoke(target, event, ended));
        return ended;
    }
}
