package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.thread.ThreadState;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;

/**
 * Runs a listener in a CDI request context of its own, which ends with the invocation.
 */
final class RequestScoped {

    private static final CompletionStage<?> COMPLETED = CompletableFuture.completedFuture(null);

    private RequestScoped() {}

    /**
     * Runs a listener on this thread. Never throws.
     *
     * @param ended completed with the outcome of the listener
     */
    static void invoke(ListenerTarget target, IncomingEvent event, CompletableFuture<Object> ended) {
        invoke(target, event).handle((result, failure) -> {
            end(ended, failure);
            return null;
        });
    }

    /**
     * Runs a listener on this thread. Never throws.
     *
     * @return completes when the listener has completed the event, or fails with its exception or error
     */
    static CompletionStage<?> invoke(ListenerTarget target, IncomingEvent event) {
        try {
            return invokeInContext(target, event);
        } catch (Throwable failure) {
            // Errors too: an event is not completed if its listener ran out of memory, or failed to load a class.
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static CompletionStage<?> invokeInContext(ListenerTarget target, IncomingEvent event) throws Exception {
        ManagedContext context = Arc.container().requestContext();
        ThreadState thread = ThreadState.enter();
        context.activate();
        ContextState state = context.getState();
        CompletionStage<?> stage = null;
        try {
            stage = target.invoke(event);
        } finally {
            context.deactivate();
            try {
                if (stage == null) {
                    context.destroy(state);
                }
            } finally {
                thread.leave();
            }
        }
        if (stage == null) {
            return COMPLETED;
        }
        CompletableFuture<Object> ended = new CompletableFuture<>();
        // Not whenComplete: that wraps the failure and calls its toString, which may throw.
        stage.handle((result, failure) -> {
            try {
                context.destroy(state);
            } finally {
                end(ended, failure);
            }
            return null;
        });
        return ended;
    }

    private static void end(CompletableFuture<Object> ended, Throwable failure) {
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }
}
