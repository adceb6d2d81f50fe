package io.quarkiverse.eventstream.cli.cluster;

/**
 * The records of a partition that a consumer can read.
 *
 * @param begin the offset of the first record
 * @param end the offset after the last one
 */
public record PartitionRange(long begin, long end) {

    /** Their number, or more, if the topic is compacted or has transactions. */
    public long records() {
        return end - begin;
    }

    /** How many of them come after an offset that a group has committed. */
    public long lag(long committed) {
        return Math.max(0, end - Math.max(begin, committed));
    }
}
