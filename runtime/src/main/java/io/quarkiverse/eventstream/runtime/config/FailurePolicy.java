package io.quarkiverse.eventstream.runtime.config;

/**
 * What becomes of an event for which a listener has failed too often.
 */
public enum FailurePolicy {

    /** The listener is called again, for as long as it takes. */
    REDELIVER,

    /** The event goes to the dead-letter topic. */
    DEAD_LETTER,

    /** The event is logged and passed over. */
    SKIP,

    /** The listener stops, and the event waits, until the listener is resumed or the service starts anew. */
    STOP
}
