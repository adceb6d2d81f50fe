package io.quarkiverse.eventstream.runtime.config;

/** Which events go through the outbox. */
public enum OutboxMode {

    /** Those that are published in a transaction. */
    JOIN,

    /** All: publishing without a transaction fails. */
    REQUIRED,

    /** None: events are sent at once, whatever becomes of the transaction. */
    OFF
}
