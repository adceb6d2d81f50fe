package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A way to call a listener: on which thread, and within which contexts.
 */
@FunctionalInterface
public interface ListenerInvoker {

    /** What {@link #start} may return of a call that has ended well; it costs less than another stage that is complete. */
    CompletableFuture<Throwable> ENDED_WELL = CompletableFuture.completedFuture(null);

    /**
     * Starts a call. Called on a worker thread, which it may use up.
     *
     * @return completes when the listener has dealt with the event, fails when the listener failed; already complete where the
     *         call was made on the calling thread. Never throws
     */
    CompletionStage<?> start(IncomingEvent event);

    /**
     * As what the listener takes the payload.
     *
     * @return a type, or null if it does not take the payload, or may take it as anything
     */
    default Type payloadType() {
        return null;
    }

    /**
     * Whether it takes tombstones, and nothing else.
     *
     * @return false by default
     */
    default boolean takesTombstones() {
        return false;
    }
}
