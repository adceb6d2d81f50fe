package io.quarkiverse.eventstream.operations.runtime.watch;

import java.util.Arrays;
import java.util.BitSet;

import io.quarkiverse.eventstream.operations.LetterState;

/**
 * The open letters of a partition, by listener: two to four bytes for each letter, from the first one that is there to the last. Not
 * thread-safe.
 */
final class PartitionCount {

    private static final int FIRST_ROOM = 64;

    /** The first offset that is there. */
    private long from;
    /** The offset after the last letter that was read. */
    private long to;
    /** By offset: the number of the listener and 1; 0 where there is no letter, such as the end of a transaction. */
    private short[] listeners = new short[FIRST_ROOM];
    /** By offset: the letters that are not open. */
    private BitSet handled = new BitSet();

    PartitionCount(long from) {
        this.from = from;
        this.to = from;
    }

    long to() {
        return to;
    }

    /** A letter was read, after those before it. */
    void add(long offset, int listener, long[] open) {
        int index = Math.toIntExact(offset - from);
        if (index >= listeners.length) {
            listeners = Arrays.copyOf(listeners, Math.max(index + 1, listeners.length * 2));
        }
        listeners[index] = (short) (listener + 1);
        to = offset + 1;
        open[listener]++;
    }

    /** All letters before an offset were read. */
    void readUpTo(long offset) {
        to = Math.max(to, offset);
    }

    /** The journal says so. */
    void set(long offset, LetterState state, long[] open) {
        int index = (int) (offset - from);
        if (offset < from || offset >= to || index >= listeners.length || listeners[index] == 0) {
            return;
        }
        boolean isHandled = state != LetterState.OPEN;
        if (handled.get(index) != isHandled) {
            handled.set(index, isHandled);
            open[listeners[index] - 1] += isHandled ? -1 : 1;
        }
    }

    /** Retention has deleted the letters before an offset. */
    void startAt(long offset, long[] open) {
        if (offset <= from) {
            return;
        }
        int gone = (int) Math.min(offset - from, listeners.length);
        for (int index = 0; index < gone; index++) {
            if (listeners[index] != 0 && !handled.get(index)) {
                open[listeners[index] - 1]--;
            }
        }
        listeners = Arrays.copyOf(Arrays.copyOfRange(listeners, gone, listeners.length),
                Math.max(FIRST_ROOM, listeners.length - gone));
        handled = handled.get(gone, Math.max(gone, handled.length()));
        from = offset;
        to = Math.max(to, offset);
    }
}
