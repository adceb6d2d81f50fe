package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Invokes a listener: on which thread, and within which contexts.
 */
@FunctionalInterface
public interface ListenerInvoker {

    /**
     * Starts an invocation. Called on a worker thread, which it may use up. Throws nothing unless no thread is available.
     *
     * @return completes when the listener has completed the event, fails with the exception of the listener; already completed if the
     *         listener ran on the calling thread
     */
    CompletionStage<?> start(IncomingEvent event);

    /** The type as which the listener takes the payload; null if it does not take the payload, or not as one type. */
    default Type payloadType() {
        return null;
    }

    /** Whether it takes tombstones, and nothing else. */
    default boolean takesTombstones() {
        return false;
    }
}
