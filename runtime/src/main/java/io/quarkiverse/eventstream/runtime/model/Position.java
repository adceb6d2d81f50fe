package io.quarkiverse.eventstream.runtime.model;

import java.util.Optional;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Where a partition is read next. By the epoch of the leader that wrote the record before, Kafka recognises a log that was
 * truncated meanwhile, and finds the place from which on it is another.
 *
 * @param offset the offset of the next record
 * @param epoch the leader epoch of the record before, or {@link #NO_EPOCH}
 */
public record Position(long offset, int epoch) {

    /** For what nobody knows the leader epoch of. */
    public static final int NO_EPOCH = -1;

    /** A position of which no more is known. */
    public static Position at(long offset) {
        return new Position(offset, NO_EPOCH);
    }

    /** A position as Kafka's client has it. */
    public static Position of(OffsetAndMetadata offset) {
        return new Position(offset.offset(), epoch(offset.leaderEpoch()));
    }

    /** A leader epoch as this has it. */
    public static int epoch(Optional<Integer> epoch) {
        return epoch.isPresent() ? epoch.get() : NO_EPOCH;
    }

    /** As Kafka's client takes it. */
    public OffsetAndMetadata with(String metadata) {
        return new OffsetAndMetadata(offset, epoch == NO_EPOCH ? Optional.empty() : Optional.of(epoch), metadata);
    }
}
