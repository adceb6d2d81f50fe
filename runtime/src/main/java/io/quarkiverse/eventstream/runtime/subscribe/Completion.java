package io.quarkiverse.eventstream.runtime.subscribe;

/** How a listener has completed an event. */
public enum Completion {
    /** An invocation has succeeded. */
    SUCCEEDED,
    /** The failure policy has skipped it. */
    SKIPPED,
    /** The failure policy has dead-lettered it. */
    DEAD_LETTERED,
    /** The event does not concern the listener. */
    NOT_CONCERNED,
    /** The listener was cancelled before. */
    CANCELLED
}
