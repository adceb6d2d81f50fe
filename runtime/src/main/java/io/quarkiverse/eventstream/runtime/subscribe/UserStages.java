package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Stages for users: their dependents must not run on a thread of the bus, where they would hold up polling or wait for themselves.
 *
 * @param callbacks threads that may block
 */
record UserStages(Executor callbacks) {

    /** A stage with the outcome of another, completed on a thread for callbacks. */
    <T> CompletionStage<T> of(CompletionStage<T> stage) {
        CompletableFuture<T> seen = new CompletableFuture<>();
        stage.whenCompleteAsync((result, error) -> {
            if (error == null) {
                seen.complete(result);
            } else {
                seen.completeExceptionally(error);
            }
        }, callbacks);
        return seen.minimalCompletionStage();
    }
}
