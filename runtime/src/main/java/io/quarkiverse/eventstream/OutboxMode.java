package io.quarkiverse.eventstream;

/**
 * Which events go with the transaction of their publisher: of a stream, with the property {@code outbox.mode}, or one event, with
 * {@link OutgoingEvent.Builder#outbox}. Effective with the extension {@code quarkus-eventstream-outbox}.
 */
public enum OutboxMode {

    /** Those that are published in a transaction. The others are sent at once. */
    JOIN,

    /** All: publishing without a transaction fails. */
    REQUIRED,

    /** None: events are sent at once, whatever becomes of the transaction. */
    OFF
}
