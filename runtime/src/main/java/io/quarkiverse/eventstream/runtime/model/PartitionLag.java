package io.quarkiverse.eventstream.runtime.model;

import java.util.OptionalLong;

/**
 * The lag of a group in a partition.
 *
 * @param records the number of records from the committable offset to the end
 * @param open the number of records that are still to be delivered: settled ones behind an event that fails are not among them
 * @param oldest the timestamp of the oldest record that was fetched and is not settled, in milliseconds since the epoch; empty if there is
 *        none, or it has no timestamp
 * @param blocked whether its events wait for one that fails, or for a listener that is paused or stopped
 * @param settled the number of events that were settled since this consumer got the partition, or was moved to another offset
 */
public record PartitionLag(int partition, long records, long open, OptionalLong oldest, boolean blocked, long settled) {

    /**
     * The age of the oldest record, in milliseconds. By the clock of this host, which may be behind that of the publisher.
     *
     * @return 0 or more; empty if there is no such record
     */
    public OptionalLong age() {
        return oldest.isEmpty()
                ? oldest
                : OptionalLong.of(Math.max(0, System.currentTimeMillis() - oldest.getAsLong()));
    }

    /** Whether another member of the group, with the partition, would deliver events that wait here. */
    public boolean isScalable() {
        return open > 0 && !blocked;
    }
}
