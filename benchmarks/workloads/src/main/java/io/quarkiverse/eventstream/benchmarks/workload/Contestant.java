package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.function.Consumer;

/**
 * A service that publishes orders and listens to them, by whatever means it stands for. The workloads do all else, alike for all.
 */
public interface Contestant {

    /** Starts a contestant. */
    @FunctionalInterface
    interface Factory {

        /**
         * Starts, and begins to listen if the task says so.
         *
         * @param task what will be asked of it
         * @param listener what the listeners call
         * @return a running contestant
         * @throws Exception if it can't be started
         */
        Contestant start(Task task, Listener listener) throws Exception;
    }

    /** What listeners do with an order. */
    @FunctionalInterface
    interface Listener {

        /**
         * Handles an order.
         *
         * @param order the payload; null where the contestant decodes nothing
         * @throws InterruptedException if the service stops meanwhile
         */
        void handle(Order order) throws InterruptedException;
    }

    /**
     * Publishes an event {@link Order#EVENT} to the task's topic, under the order's key.
     *
     * @param order the payload
     * @param answered called once with the broker's answer: null, or why it was not published
     */
    void publish(Order order, Consumer<Throwable> answered);

    /**
     * Publishes such an event and waits for the broker's answer.
     *
     * @param order the payload
     * @throws Exception why it was not published
     */
    void publishAndWait(Order order) throws Exception;
}
