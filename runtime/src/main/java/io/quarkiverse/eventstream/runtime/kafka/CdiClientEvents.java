package io.quarkiverse.eventstream.runtime.kafka;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * Fires CDI events. An observer that fails changes nothing for the client.
 */
@Singleton
public class CdiClientEvents implements ClientEvents {

    private static final Logger LOG = Logger.getLogger(CdiClientEvents.class);

    private final Event<Producer<?, ?>> producers;
    private final Event<Consumer<?, ?>> consumers;

    @Inject
    CdiClientEvents(Event<Producer<?, ?>> producers, Event<Consumer<?, ?>> consumers) {
        this.producers = producers;
        this.consumers = consumers;
    }

    @Override
    public void fire(Producer<?, ?> producer) {
        fire(producers, producer);
    }

    @Override
    public void fire(Consumer<?, ?> consumer) {
        fire(consumers, consumer);
    }

    private static <T> void fire(Event<T> event, T client) {
        try {
            event.fire(client);
        } catch (Throwable e) {
            LOG.warnf(e, "An observer of Kafka clients failed for %s", client);
        }
    }
}
