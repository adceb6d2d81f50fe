package io.quarkiverse.eventstream.test.observed;

/**
 * The outcome of a record at a listener.
 */
public enum Outcome {

    /** Not completed: no invocation yet, one runs, or one has failed and the event will be redelivered. */
    PENDING,

    /** An invocation has succeeded. */
    DELIVERED,

    /** The failure policy has skipped the event. */
    SKIPPED,

    /** The failure policy has dead-lettered the record. */
    DEAD_LETTERED,

    /** The failure policy has stopped the listener; the event waits until the listener is resumed. */
    STOPPED,

    /** The record is undecodable and was skipped. An undecodable record that was dead-lettered is {@link #DEAD_LETTERED}. */
    UNDECODABLE,

    /** The record does not concern the listener; as the outcome of the whole record, it concerns no listener. */
    UNWANTED
}
