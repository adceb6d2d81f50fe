package io.quarkiverse.eventstream.faults.ledger;

import java.util.Arrays;

/** A number for each offset of a partition, 0 by default. Compact, because a run has millions of records. Not thread-safe. */
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

    /** The offset after the last one that was set. */
    int size() {
        return size;
    }
}
