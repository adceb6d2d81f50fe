package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;

/**
 * A service that places orders in transactions of its database, and publishes an event for each with one of the compared libraries. Its
 * variant may leave out the events. It listens to them if {@link Task#hasListener()} says so.
 */
@FunctionalInterface
public interface OutboxContestant {

    /** Starts a contestant. */
    @FunctionalInterface
    interface Factory {

        /**
         * Starts, and sends the stored events from then on.
         *
         * @throws Exception if the start fails
         */
        OutboxContestant start(Task task, Contestant.Listener listener) throws Exception;
    }

    /** Part of the variants that publish nothing. */
    String ALONE = "transaction alone";

    /**
     * Places orders in one transaction, each with {@link Shop}, and publishes their events.
     *
     * @throws Exception if the transaction has not committed
     */
    void place(List<Order> orders) throws Exception;
}
