package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * The code of a listener.
 */
@FunctionalInterface
public interface ListenerTarget {

    /**
     * Runs it on the calling thread.
     *
     * @return what completes when the listener is through, or null if it is through already
     * @throws Exception if the listener failed
     */
    CompletionStage<?> invoke(IncomingEvent event) throws Exception;

    /**
     * As what it takes the payload, so that the payload can be read together with its envelope.
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
