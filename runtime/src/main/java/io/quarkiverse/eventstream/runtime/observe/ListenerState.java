package io.quarkiverse.eventstream.runtime.observe;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState;

/**
 * The state of a listener, as metrics report it.
 */
public enum ListenerState {

    /** Events are delivered. */
    CONSUMING,
    /** The application has paused it. */
    PAUSED,
    /** Its failure policy has stopped it. */
    STOPPED,
    /** The broker does not answer. */
    UNREACHABLE,
    /** The broker refuses the service, or the connection is misconfigured. */
    DENIED,
    /** Its consumer or its commits fail repeatedly, or memory runs out. */
    FAILING;

    /**
     * The state of a listener with the state of its consumer. A stopped listener is STOPPED in any case; a paused one is PAUSED only while its
     * consumer works.
     */
    public static ListenerState of(ObservedListener listener, ConsumptionState consumed) {
        if (listener.isStopped()) {
            return STOPPED;
        }
        return switch (consumed.condition()) {
            case DENIED -> DENIED;
            case FAILING, OUT_OF_MEMORY, COMMITS_FAILING -> FAILING;
            case UNREACHABLE -> UNREACHABLE;
            case CONSUMING -> listener.isPaused() ? PAUSED : CONSUMING;
        };
    }
}
