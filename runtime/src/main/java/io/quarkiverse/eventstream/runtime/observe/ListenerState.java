package io.quarkiverse.eventstream.runtime.observe;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState;

/**
 * How a listener is, in one word.
 */
public enum ListenerState {

    /** It gets events as they come. */
    CONSUMING,
    /** The application has paused it. */
    PAUSED,
    /** Its failure policy has stopped it. */
    STOPPED,
    /** The broker does not answer. */
    UNREACHABLE,
    /** The broker refuses the service, or it can't be understood. */
    DENIED,
    /** Its consumer fails again and again. */
    FAILING;

    /**
     * How a listener is.
     *
     * @return what keeps it from events most
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
