package io.quarkiverse.eventstream.runtime.consume;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Sends blocking requests through a consumer on the polling thread. A wake-up is meant for a poll: a request that it hits is sent
 * again unless the consumer is being stopped, and so is one that an interrupt hits.
 */
record BrokerRequests(BooleanSupplier stopping) {

    /**
     * Sends a request through the consumer, and waits for the response.
     *
     * @throws WakeupException if the consumer is being stopped
     */
    <T> T send(Supplier<T> request) {
        while (true) {
            try {
                return request.get();
            } catch (WakeupException e) {
                // Kafka's client clears the wake-up when it throws.
                if (stopping.getAsBoolean()) {
                    throw e;
                }
            } catch (InterruptException e) {
                // Only the stop signal ends this thread.
                Thread.interrupted();
            }
        }
    }
}
