package io.quarkiverse.eventstream.runtime.consume;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

import io.quarkiverse.eventstream.runtime.listen.Position;

/**
 * What a group commits: an offset and, beside it, how many partitions the topic had when the group began, so that a member that
 * comes later, or comes back, knows it too. See {@link TopicAtFirst}.
 */
public final class CommittedOffset {

    private static final Pattern PARTITIONS = Pattern.compile("partitions=(\\d{1,9})");

    private CommittedOffset() {}

    /**
     * What to commit.
     *
     * @param position of the next record to deal with
     * @param partitionsAtFirst how many partitions the topic had when the group began
     * @return both
     */
    public static OffsetAndMetadata of(Position position, int partitionsAtFirst) {
        return position.with("partitions=" + partitionsAtFirst);
    }

    /** How many partitions the topic had; empty if somebody committed who does not say. */
    static OptionalInt partitionsAtFirst(OffsetAndMetadata committed) {
        Matcher partitions = PARTITIONS.matcher(committed.metadata());
        return partitions.matches() ? OptionalInt.of(Integer.parseInt(partitions.group(1))) : OptionalInt.empty();
    }
}
