package io.quarkiverse.eventstream.runtime.subscribe;

/**
 * Where a call of a listener has to find room: within the listener's own bound, and within the service's.
 *
 * @param ofListener the listener's bound
 * @param ofService the bound that all listeners share
 */
public record ListenerPermits(ConcurrencyLimit ofListener, ConcurrencyLimit ofService) {

    /** Takes a place in both if there is one now, ahead of nobody who waits. */
    public boolean tryAcquire() {
        if (!ofListener.tryAcquire()) {
            return false;
        }
        if (ofService.tryAcquire()) {
            return true;
        }
        ofListener.release();
        return false;
    }

    /** Gives both back. */
    public void release() {
        try {
            ofService.release();
        } finally {
            ofListener.release();
        }
    }
}
