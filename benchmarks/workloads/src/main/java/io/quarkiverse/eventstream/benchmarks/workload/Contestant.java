package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.function.Consumer;

/**
 * A service that publishes orders and listens to them with one of the compared libraries. The workloads are the same for all.
 */
public interface Contestant {

    /** Starts a contestant. */
    @FunctionalInterface
    interface Factory {

        /**
         * Starts, and listens if the task has listeners.
         *
         * @throws Exception if the start fails
         */
        Contestant start(Task task, Listener listener) throws Exception;
    }

    /** The work of listeners. */
    @FunctionalInterface
    interface Listener {

        /**
         * Handles an order.
         *
         * @param order the payload; null if the contestant does not decode
         * @throws InterruptedException if the service stops in the meantime
         */
        void handle(Order order) throws InterruptedException;
    }

    /**
     * Publishes an event {@link Order#EVENT} to the task's topic, under the order's key.
     *
     * @param answered called once with the result: null, or the failure
     */
    void publish(Order order, Consumer<Throwable> answered);

    /**
     * Publishes such an event and waits for its acknowledgement.
     *
     * @throws Exception if it was not published
     */
    void publishAndWait(Order order) throws Exception;
}
