package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Stages that are handed to users: what depends on them must not run on a thread of the bus, where it would hold up polling, or
 * wait for itself.
 *
 * @param callbacks threads that may be blocked
 */
record UserStages(Executor callbacks) {

    /** A stage that ends as another does, on a thread for callbacks. */
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
