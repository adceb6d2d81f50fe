package io.quarkiverse.eventstream.runtime.deliver;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerPermits;

/**
 * The permit of a delivery for its next invocation: first within the bound of its listener, then within that of the service.
 *
 * <pre>
 *   none ---- tryAcquire ----> held ---- release ----> none
 *    |                          ^
 *    +-- request --> requested -+
 *    ^                  |
 *    +---- withdraw ----+
 * </pre>
 *
 * Thread-safe; one request at a time.
 */
final class Permit implements Runnable {

    /** The holder. Neither method throws. */
    interface Holder {

        /** A requested permit is held. */
        void granted();

        /** A permit can't be requested: there is no memory for it, for instance. */
        void refused(Throwable error);
    }

    private final ListenerPermits permits;
    private final Holder holder;
    /** Made by the first request; most deliveries need none. */
    private Runnable grant;
    private volatile boolean held;

    Permit(ListenerPermits permits, Holder holder) {
        this.permits = permits;
        this.holder = holder;
    }

    /** Takes the permit if it is available now. */
    boolean tryAcquire() {
        held = permits.tryAcquire();
        return held;
    }

    /** Requests the permit. The holder may have it before this returns. */
    void request() {
        synchronized (this) {
            grant = grant == null ? this::grant : grant;
        }
        permits.ofListener().acquire(this);
    }

    /** The bound of the listener has room. */
    @Override
    public void run() {
        try {
            permits.ofService().acquire(grant);
        } catch (Throwable e) {
            permits.ofListener().release();
            holder.refused(e);
        }
    }

    private void grant() {
        held = true;
        holder.granted();
    }

    /** Takes a request back, if there is one. A permit that was granted meanwhile is still held. */
    void withdraw() {
        Runnable requested;
        synchronized (this) {
            requested = grant;
        }
        if (requested != null && !permits.ofListener().withdraw(this) && permits.ofService().withdraw(requested)) {
            permits.ofListener().release();
        }
    }

    /** Gives the permit back, if it is held. */
    void release() {
        synchronized (this) {
            if (!held) {
                return;
            }
            held = false;
        }
        permits.release();
    }
}
