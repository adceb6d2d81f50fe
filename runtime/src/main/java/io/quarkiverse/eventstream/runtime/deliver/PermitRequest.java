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

    private final ListenerPermits slots;
    private final Holder holder;
    private final Runnable granted;

    PermitRequest(ListenerPermits slots, Holder holder) {
        this.slots = slots;
        this.holder = holder;
        this.granted = holder::granted;
    }

    /** Begins to wait; the holder may be told at once. */
    void make() {
        slots.ofListener().acquire(this);
    }

    /** There is a place in the bound of the listener. */
    @Override
    public void run() {
        try {
            slots.ofService().acquire(granted);
        } catch (Throwable e) {
            slots.ofListener().release();
            holder.failed(e);
        }
    }

    /** Waits no longer. A holder that was told of a place meanwhile still has it. */
    void withdraw() {
        if (!slots.ofListener().withdraw(this) && slots.ofService().withdraw(granted)) {
            slots.ofListener().release();
        }
    }
}
