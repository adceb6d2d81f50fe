package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Announces Kafka clients to the application as Quarkus's other extensions do: with a CDI event that is the client, once when it is made and
 * once before it is closed. Quarkus's metrics of Kafka clients depend on that.
 */
public interface ClientEvents {

    /** Announces nothing. */
    ClientEvents NONE = new ClientEvents() {

        @Override
        public void fire(Producer<?, ?> producer) {}

        @Override
        public void fire(Consumer<?, ?> consumer) {}
    };

    /** The producer was made, or is about to be closed. Never throws. */
    void fire(Producer<?, ?> producer);

    /** The consumer was made, or is about to be closed. Called on the polling thread. Never throws. */
    void fire(Consumer<?, ?> consumer);
}
