package io.quarkiverse.eventstream.test.memory;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which partitions a fetch looks at first, and how much it takes. By default each partition gets its turn to be the first.
 * Thread-safe.
 */
final class FetchOrder {

    // Guarded by this.
    private int turn;
    private Random random;

    /** Leaves both to chance; in order within a partition, as ever. */
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
