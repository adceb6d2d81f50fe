package io.quarkiverse.eventstream.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.eventstream.cli.records.ReadRecord;

/** The number and the size of the events of each name; of a bounded number of names. Not thread-safe. */
final class NameCounts {

    private static final int MAX_NAMES = 100;
    private static final String OTHERS = "(other names)";
    private static final String UNDECODABLE = "(undecodable)";
    private static final String TOMBSTONE = "(tombstone)";

    /**
     * The events of a name.
     *
     * @param largest the bytes of key and value of the largest one
     */
    record Count(long records, long largest) {

        Count plus(Count other) {
            return new Count(records + other.records, Math.max(largest, other.largest));
        }
    }

    private final Map<String, Count> counts = new LinkedHashMap<>();

    void add(ReadRecord read) {
        String name = read.isEvent() ? read.event().name() : read.isTombstone() ? TOMBSTONE : UNDECODABLE;
        long size = (read.record().key() == null ? 0L : read.record().key().length)
                + (read.isTombstone() ? 0 : read.record().value().length);
        counts.merge(counts.containsKey(name) || counts.size() < MAX_NAMES ? name : OTHERS, new Count(1, size), Count::plus);
    }

    /** In the order in which the names came. */
    Map<String, Count> byName() {
        return counts;
    }
}
