package io.quarkiverse.eventstream.runtime.deliver;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerPermits;

/**
 * A delivery waits for a place in both bounds of its {@link ListenerPermits}: first in that of its listener, then in that of the service.
 */
final class PermitRequest implements Runnable {

    /** Who waits. Neither method throws. */
    interface Holder {

        /** There is a place in both, which has to be given back. */
        void granted();

        /** Waiting is not possible: there is no memory for it, for instance. No place is held. */
        void failed(Throwable error);
    }

    private final ListenerPermits permits;
    private final Holder holder;
    private final Runnable granted;

    PermitRequest(ListenerPermits permits, Holder holder) {
        this.permits = permits;
        this.holder = holder;
        this.granted = holder::granted;
    }

    /** Begins to wait; the holder may be told at once. */
    void make() {
        permits.ofListener().acquire(this);
    }

    /** There is a place in the bound of the listener. */
    @Override
    public void run() {
        try {
            permits.ofService().acquire(granted);
        } catch (Throwable e) {
            permits.ofListener().release();
            holder.failed(e);
        }
    }

    /** Waits no longer. A holder that was told of a place meanwhile still has it. */
    void withdraw() {
        if (!permits.ofListener().withdraw(this) && permits.ofService().withdraw(granted)) {
            permits.ofListener().release();
        }
    }
}
