package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A bound on how much runs at once. Who comes too late waits in line without blocking a thread. Thread-safe.
 */
public final class ConcurrencyLimit {

    private final int max;

    // Guarded by this.
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /**
     * With a bound.
     *
     * @param max 1 or more
     */
    public ConcurrencyLimit(int max) {
        this.max = max;
    }

    /**
     * Takes a place, now or when one is free. Each place must be {@linkplain #release given back}.
     *
     * @param then what to do with the place: called once, at once or by whoever gives a place back; must not block
     */
    void acquire(Runnable then) {
        synchronized (this) {
            if (taken == max) {
                waiting.add(then);
                return;
            }
            taken++;
        }
        then.run();
    }

    /** Takes a place if there is one now. */
    synchronized boolean tryAcquire() {
        if (taken == max) {
            return false;
        }
        taken++;
        return true;
    }

    /** Gives a place back: to the first in line, if anybody waits. */
    void release() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
