package io.quarkiverse.eventstream.runtime.invoke;

/** The records of its topic that a listener gets. */
public enum ListenerInput {
    /** Events, decoded. */
    EVENTS,
    /** Tombstones, and no events. */
    TOMBSTONES,
    /** All records as they are: events, tombstones, and those that are no envelopes. */
    RECORDS
}
