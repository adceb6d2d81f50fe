package io.quarkiverse.eventstream;

/**
 * Handles the tombstones of a {@link Subscription}.
 */
@FunctionalInterface
public interface TombstoneHandler {

    /**
     * Handles one tombstone, on a worker thread or a virtual thread. The listener has completed the tombstone when this method returns.
     *
     * @param tombstone the tombstone; not null
     * @throws Exception if the tombstone could not be handled. The handler is invoked again for it after a growing delay, until its
     *         failure policy applies
     */
    void handle(Tombstone tombstone) throws Exception;
}
