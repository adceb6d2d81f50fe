package io.quarkiverse.eventstream.faults.worker;

import java.util.ArrayList;
import java.util.List;

/** Exhausts the memory. */
final class MemoryHog {

    private static final int LARGEST = 1 << 24;
    private static final int SMALLEST = 1 << 10;

    private MemoryHog() {}

    /**
     * Allocates more at once than the heap can hold: only this allocation fails.
     *
     * @return never
     * @throws OutOfMemoryError always
     */
    static long[] askForTooMuch() {
        return new long[Math.toIntExact(Runtime.getRuntime().maxMemory() / Long.BYTES)];
    }

    /** Takes all memory, down to the last kilobytes, for a moment: allocations of all other threads fail in the meantime. */
    static void takeAll(long millis) {
        List<byte[]> taken = new ArrayList<>(LARGEST / SMALLEST);
        for (int size = LARGEST; size >= SMALLEST; size /= 2) {
            take(taken, size);
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        taken.clear();
    }

    private static void take(List<byte[]> taken, int size) {
        try {
            while (true) {
                taken.add(new byte[size]);
            }
        } catch (OutOfMemoryError e) {
            // No block of this size is left.
        }
    }
}
