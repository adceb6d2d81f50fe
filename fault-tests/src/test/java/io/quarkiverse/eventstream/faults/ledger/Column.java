package io.quarkiverse.eventstream.faults.ledger;

import java.util.Arrays;

/** A number for each offset of a partition, in little memory: runs have millions. What was not set is 0. Not thread-safe. */
final class Column {

    private static final int FIRST_SIZE = 1024;

    private long[] values = new long[FIRST_SIZE];
    private int size;

    long get(long offset) {
        return offset < size ? values[(int) offset] : 0;
    }

    void set(long offset, long value) {
        int index = Math.toIntExact(offset);
        if (index >= values.length) {
            values = Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
        }
        values[index] = value;
        size = Math.max(size, index + 1);
    }

    /** The first offset after all that were set. */
    int size() {
        return size;
    }
}
