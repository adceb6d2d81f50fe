package io.quarkiverse.eventstream.runtime.model;

import java.util.Optional;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Where a partition is read next. With the epoch of the leader that wrote the record before, Kafka detects a truncated log, and the offset at
 * which it diverges.
 *
 * @param offset the offset of the next record
 * @param epoch the leader epoch of the record before, or {@link #NO_EPOCH}
 */
public record Position(long offset, int epoch) {

    /** Means that the leader epoch is unknown. */
    public static final int NO_EPOCH = -1;

    /** A position without a leader epoch. */
    public static Position at(long offset) {
        return new Position(offset, NO_EPOCH);
    }

    public static Position of(OffsetAndMetadata offset) {
        return new Position(offset.offset(), epoch(offset.leaderEpoch()));
    }

    /** Converts the leader epoch of a record. */
    public static int epoch(Optional<Integer> epoch) {
        return epoch.isPresent() ? epoch.get() : NO_EPOCH;
    }

    /** Converts to an offset to seek to, or to commit. */
    public OffsetAndMetadata with(String metadata) {
        return new OffsetAndMetadata(offset, epoch == NO_EPOCH ? Optional.empty() : Optional.of(epoch), metadata);
    }
}
