package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;

/**
 * Runs a listener within a CDI request context of its own, which ends with the call, and turns whatever it throws into a
 * failed stage.
 */
final class RequestScoped {

    private static final CompletionStage<?> THROUGH = CompletableFuture.completedStage(null);

    private RequestScoped() {}

    static CompletionStage<?> invoke(ListenerTarget target, IncomingEvent event) {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        ContextState state = context.getState();
        CompletionStage<?> stage = null;
        try {
            stage = target.invoke(event);
        } catch (Throwable failure) {
            // Errors too: an event whose listener ran out of memory or hit a broken class is not done.
            return CompletableFuture.failedStage(failure);
        } finally {
            context.deactivate();
            if (stage == null) {
                context.destroy(state);
            }
        }
        return stage == null ? THROUGH : stage.whenComplete((result, error) -> context.destroy(state));
    }
}
