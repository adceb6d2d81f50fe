package io.quarkiverse.eventstream.runtime.kafka;

/** What Kafka's client did with a record that it was given. */
sealed interface Handover {

    /** It took the record, and will answer. */
    enum Taken implements Handover {
        TAKEN
    }

    /** It did not take the record. */
    record Refused(Throwable reason) implements Handover {}
}
