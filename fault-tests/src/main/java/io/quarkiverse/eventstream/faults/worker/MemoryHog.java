package io.quarkiverse.eventstream.faults.worker;

import java.util.ArrayList;
import java.util.List;

/** Takes more memory than there is. */
final class MemoryHog {

    private static final int LARGEST = 1 << 24;
    private static final int SMALLEST = 1 << 10;

    private MemoryHog() {}

    /**
     * Asks for more at once than the heap can hold: only this allocation fails.
     *
     * @return never
     * @throws OutOfMemoryError always
     */
    static long[] askForTooMuch() {
        return new long[Math.toIntExact(Runtime.getRuntime().maxMemory() / Long.BYTES)];
    }

    /**
     * Takes all that there is, down to the last kilobytes, and keeps it for a moment: whatever thread asks for memory meanwhile, fails.
     *
     * @param millis for how long
     */
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
            // There is no piece of this size left.
        }
    }
}
