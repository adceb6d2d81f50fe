package io.quarkiverse.eventstream.benchmarks.workload;

/** A workload. */
public enum Workload {

    /** Publishes as fast as possible, with many events in flight. */
    PUBLISH,

    /** Publishes, and waits for each acknowledgement before the next event. */
    PUBLISH_AND_WAIT,

    /** Listens to events that are already on the topic. */
    CONSUME,

    /** Starts, and ends with the first event. */
    FIRST_EVENT,

    /** Publishes at a fixed rate, and listens to these events. */
    END_TO_END
}
