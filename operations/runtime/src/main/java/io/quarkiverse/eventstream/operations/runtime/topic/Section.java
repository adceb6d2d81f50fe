package io.quarkiverse.eventstream.operations.runtime.topic;

/**
 * A part of a partition.
 *
 * @param from the first offset
 * @param to the offset after the last one
 */
public record Section(int partition, long from, long to) {

    public boolean isEmpty() {
        return from >= to;
    }

    /** The number of offsets. */
    public long length() {
        return Math.max(0, to - from);
    }

    public boolean contains(long offset) {
        return offset >= from && offset < to;
    }

    /** The part of this one from an offset on. */
    public Section startingAt(long offset) {
        return new Section(partition, Math.max(from, offset), to);
    }

    /** The part of this one before an offset. */
    public Section endingAt(long offset) {
        return new Section(partition, from, Math.min(to, offset));
    }
}
