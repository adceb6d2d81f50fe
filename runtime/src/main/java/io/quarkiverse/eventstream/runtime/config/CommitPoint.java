package io.quarkiverse.eventstream.runtime.config;

/** When the offset of an event is committed. */
public enum CommitPoint {

    /** When all its listeners have completed it: after a crash, it may be delivered again. At least once. */
    AFTER,

    /** Before its listeners are invoked: after a crash, it is not delivered again, and may be lost. At most once. */
    BEFORE
}
