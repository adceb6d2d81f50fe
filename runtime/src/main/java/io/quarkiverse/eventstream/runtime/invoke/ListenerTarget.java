package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * The code of a listener: a method of a bean, or a handler.
 */
@FunctionalInterface
public interface ListenerTarget {

    /**
     * Runs the listener on the calling thread.
     *
     * @return completes when the listener has completed the event; null if it has completed it already
     * @throws Exception if the listener failed
     */
    CompletionStage<?> invoke(IncomingEvent event) throws Exception;

    /**
     * The type of the payload parameter, so that the payload is decoded with the envelope.
     *
     * @return a type; null if there is no payload parameter
     */
    default Type payloadType() {
        return null;
    }

    /** The version of the class as which the listener takes the payload of an event; the highest number if it has none. */
    default long payloadVersion(IncomingEvent event) {
        return Long.MAX_VALUE;
    }

    /** The records that the listener gets. */
    default ListenerInput input() {
        return ListenerInput.EVENTS;
    }
}
