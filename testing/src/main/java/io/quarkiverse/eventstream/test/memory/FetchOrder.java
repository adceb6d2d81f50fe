package io.quarkiverse.eventstream.test.memory;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order of partitions in a fetch, and the number of records from each. By default, each partition is the first in turn.
 * Thread-safe.
 */
final class FetchOrder {

    // Guarded by this.
    private int turn;
    private Random random;

    /** Makes both random; the order within a partition stays. */
    synchronized void shuffle(long seed) {
        random = new Random(seed);
    }

    synchronized void restore() {
        random = null;
    }

    synchronized <T> List<T> arranged(List<T> partitions) {
        if (random != null) {
            Collections.shuffle(partitions, random);
        } else {
            Collections.rotate(partitions, turn++);
        }
        return partitions;
    }

    synchronized int most(int room) {
        return random == null || room == 0 ? room : random.nextInt(Math.min(room, 10)) + 1;
    }
}
