package io.quarkiverse.eventstream.runtime.subscribe;

/**
 * The two bounds on the invocations of a listener.
 *
 * @param ofListener its own bound
 * @param ofService the bound that all listeners share
 */
public record ListenerPermits(ConcurrencyLimit ofListener, ConcurrencyLimit ofService) {

    /** Acquires a permit in both if they are available now. */
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

    /** Releases both. */
    public void release() {
        try {
            ofService.release();
        } finally {
            ofListener.release();
        }
    }
}
