package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A bound on how much runs at once. Who comes too late waits in line without blocking a thread. Thread-safe.
 */
public final class ConcurrencyLimit {

    private final int max;

    // Guarded by this.
    private final Set<Runnable> waiting = new LinkedHashSet<>();
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
     * @param then what to do with the place: called once, at once or by whoever gives a place back; must not block, nor throw
     */
    public void acquire(Runnable then) {
        synchronized (this) {
            if (taken == max) {
                waiting.add(then);
                return;
            }
            taken++;
        }
        then.run();
    }

    /**
     * Waits no longer.
     *
     * @param then what was to be done with the place
     * @return false if it was not waiting: it has a place
     */
    public synchronized boolean withdraw(Runnable then) {
        return waiting.remove(then);
    }

    /** Takes a place if there is one now. */
    synchronized boolean tryAcquire() {
        if (taken == max) {
            return false;
        }
        taken++;
        return true;
    }

    /** How many places are taken. */
    public synchronized int taken() {
        return taken;
    }

    /** Gives a place back: to the first in line, if anybody waits. */
    public void release() {
        Runnable next = null;
        synchronized (this) {
            if (waiting.isEmpty()) {
                taken--;
            } else {
                Iterator<Runnable> line = waiting.iterator();
                next = line.next();
                line.remove();
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
