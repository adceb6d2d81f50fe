package io.quarkiverse.eventstream.test;

/**
 * What has become of a record at a listener.
 */
public enum Outcome {

    /** Nothing yet, or a call has failed and another is to come. */
    PENDING,

    /** A call ended well. */
    DELIVERED,

    /** The failure policy passed the event over. */
    SKIPPED,

    /** The failure policy put the record on the dead-letter topic. */
    DEAD_LETTERED,

    /** The failure policy stopped the listener; the event waits until the listener is resumed. */
    STOPPED,

    /** The record is no event, and was passed over. One that went to the dead-letter topic is {@link #DEAD_LETTERED}. */
    UNDECODABLE,

    /** It did not concern the listener; or, of the record as a whole, any listener. */
    UNWANTED
}
