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
    END_TO_END,

    /** Places orders in transactions of the database, as fast as possible. */
    TRANSACTIONS,

    /** Inserts a row in each transaction, as fast as possible. */
    SMALLEST_TRANSACTIONS,

    /** Stores events in transactions while the broker is away. */
    STORE_BACKLOG,

    /** Starts with stored events, and sends them. */
    BACKLOG,

    /** Places orders at a fixed rate, and listens to their events. */
    COMMIT_TO_LISTENER,

    /** Starts, and has nothing to do. */
    IDLE
}
