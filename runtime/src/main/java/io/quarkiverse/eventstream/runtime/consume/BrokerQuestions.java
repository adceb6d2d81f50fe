package io.quarkiverse.eventstream.runtime.consume;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Asks the broker something on the polling thread. A wake-up is meant for a poll; one that hits a question must not cost the
 * answer, unless the consumer is being stopped; nor must an interrupt.
 *
 * @param stopping whether nobody waits for answers any more
 */
record BrokerQuestions(BooleanSupplier stopping) {

    /**
     * Asks, and waits for the answer.
     *
     * @param question the call of the consumer
     * @return the answer
     * @throws WakeupException if the consumer is being stopped
     */
    <T> T ask(Supplier<T> question) {
        while (true) {
            try {
                return question.get();
            } catch (WakeupException e) {
                // Kafka clears the wake-up when it throws: the question can be asked again.
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
