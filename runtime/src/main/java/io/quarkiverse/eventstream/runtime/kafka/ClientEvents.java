package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Tells the application of Kafka clients as Quarkus's other extensions do: with a CDI event that is the client, once when it is
 * there and once more before it goes. Quarkus's metrics of Kafka clients hang on that.
 */
public interface ClientEvents {

    /** Tells nobody. */
    ClientEvents NONE = new ClientEvents() {

        @Override
        public void fire(Producer<?, ?> producer) {}

        @Override
        public void fire(Consumer<?, ?> consumer) {}
    };

    /**
     * The producer is there, or is about to go. Never throws.
     *
     * @param producer the producer
     */
    void fire(Producer<?, ?> producer);

    /**
     * The consumer is there, or is about to go. Called on the polling thread. Never throws.
     *
     * @param consumer the consumer
     */
    void fire(Consumer<?, ?> consumer);
}
