package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Invokes a listener on the kind of thread and in the contexts that it needs.
 */
@FunctionalInterface
public interface ListenerInvoker {

    /**
     * Starts an invocation. Called on a worker thread, which it may block. Throws only if no thread is available.
     *
     * @return completes when the listener has completed the event, fails with the exception of the listener; already completed if the
     *         listener ran on the calling thread
     */
    CompletionStage<?> start(IncomingEvent event);

    /** The type of the payload parameter, so that the payload is decoded with the envelope; null if there is none. */
    default Type payloadType() {
        return null;
    }

    /** The records that the listener gets. */
    default ListenerInput input() {
        return ListenerInput.EVENTS;
    }
}
