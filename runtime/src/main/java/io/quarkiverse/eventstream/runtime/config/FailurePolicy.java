package io.quarkiverse.eventstream.runtime.config;

/** What happens to an event for which a listener has failed too often. */
public enum FailurePolicy {

    /** The listener is invoked again, without end. */
    REDELIVER,

    /** The event is written to the dead-letter topic. */
    DEAD_LETTER,

    /** The event is logged and skipped. */
    SKIP,

    /** The listener stops, and the event waits until the listener is resumed or the service restarts. */
    STOP
}
