package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;

/**
 * A listener with an observer of its invocations.
 */
public record ObservedTarget(ListenerTarget target, ListenerObservation observation) implements DelegatingTarget {

    /** Wraps a listener if it has an observer. */
    public static ListenerTarget of(ListenerTarget target, ListenerObservation observation) {
        return observation == ListenerObservation.NONE ? target : new ObservedTarget(target, observation);
    }

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        Consumer<Throwable> ended = observation.invoking(event);
        CompletionStage<?> stage;
        try {
            stage = target.invoke(event);
        } catch (Throwable e) {
            ended.accept(e);
            throw e;
        }
        if (stage == null) {
            ended.accept(null);
            return null;
        }
        CompletableFuture<Object> seen = new CompletableFuture<>();
        // Not whenComplete: that wraps the failure and calls its toString, which may throw.
        stage.handle((result, failure) -> {
            Throwable cause = failure == null ? null : InvocationFailure.of(failure).cause();
            ended.accept(cause);
            if (cause == null) {
                seen.complete(null);
            } else {
                seen.completeExceptionally(cause);
            }
            return null;
        });
        return seen;
    }
}
