package io.quarkiverse.eventstream.benchmarks.workload;

/** What a contestant may be asked to do. */
public enum Workload {

    /** Publishes as fast as the broker takes it, without waiting for one event before the next. */
    PUBLISH,

    /** Publishes, and waits for the broker's answer before the next. */
    PUBLISH_AND_WAIT,

    /** Listens to what is there already. */
    CONSUME,

    /** Starts, and is done when the first event has come. */
    FIRST_EVENT,

    /** Publishes at a fixed rate and listens to it. */
    END_TO_END
}
