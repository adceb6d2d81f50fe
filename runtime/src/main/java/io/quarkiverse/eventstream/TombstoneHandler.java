package io.quarkiverse.eventstream;

/**
 * Handles the tombstones of a {@link Subscription}.
 */
@FunctionalInterface
public interface TombstoneHandler {

    /**
     * Handles one tombstone. It counts as handled when this returns.
     *
     * @param tombstone the tombstone
     * @throws Exception to be called again for the same tombstone, after a growing delay
     */
    void handle(Tombstone tombstone) throws Exception;
}
