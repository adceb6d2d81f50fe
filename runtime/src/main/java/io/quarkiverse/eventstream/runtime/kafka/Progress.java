package io.quarkiverse.eventstream.runtime.kafka;

/** How far a record got on its way to Kafka's client. */
sealed interface Progress {

    /** The record has left its lane. */
    enum Gone implements Progress {
        /** Kafka's client has taken it. */
        TAKEN,
        /** It failed, or had ended before. */
        FAILED
    }

    /** The record stays in its lane. */
    enum Waiting implements Progress, FirstRecords.Admission {
        /** For the topic, for room, or for a producer, as all records behind it must. */
        FOR_CLIENT,
        /** For earlier records of its partition; only the records of that partition wait behind it. */
        FOR_PARTITION
    }
}
