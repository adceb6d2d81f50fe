package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A bound on concurrent invocations. A request beyond the bound waits in line without blocking a thread. Thread-safe.
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
     * Acquires a permit, now or when one is available. Each permit must be {@linkplain #release released}.
     *
     * @param then called with the permit, once, on this thread or on the one that releases a permit; must neither block nor throw
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
     * Takes a request back.
     *
     * @param then as it was given to {@link #acquire}
     * @return false if it was not waiting: it has its permit
     */
    public synchronized boolean withdraw(Runnable then) {
        return waiting.remove(then);
    }

    /** Acquires a permit if one is available now. */
    synchronized boolean tryAcquire() {
        if (taken == max) {
            return false;
        }
        taken++;
        return true;
    }

    /** How many permits are held. */
    public synchronized int taken() {
        return taken;
    }

    /** Releases a permit: to the first request in line, if there is one. */
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
