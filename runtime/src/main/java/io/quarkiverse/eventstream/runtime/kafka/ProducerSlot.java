package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * The producer of a stream: made when it is needed, since a service that only listens needs none, and anew when it has died.
 * Thread-safe. To make one takes a while, and keeps nobody waiting but who asks for it.
 */
final class ProducerSlot {

    private static final Logger LOG = Logger.getLogger(ProducerSlot.class);

    private final KafkaProperties properties;
    private final StreamSettings settings;
    private final int maxTaken;
    private final ClientEvents events;
    /** Held while one is made. */
    private final Object making = new Object();
    private volatile WatchedProducer current;
    private volatile boolean closed;
    // Guarded by this.
    private long retriesOfDeadOnes;

    /**
     * An empty slot.
     *
     * @param properties of Kafka's client
     * @param settings of the stream, for messages
     * @param maxTaken how many records will be with a producer at most
     * @param events told of Kafka's clients
     */
    ProducerSlot(KafkaProperties properties, StreamSettings settings, int maxTaken, ClientEvents events) {
        this.properties = properties;
        this.settings = settings;
        this.maxTaken = maxTaken;
        this.events = events;
    }

    /** Null if none is made yet. */
    WatchedProducer current() {
        return current;
    }

    /**
     * Makes one, unless there is one or the slot is closed.
     *
     * @throws EventStreamException if that is not possible, with the reason
     */
    void make() {
        if (current != null) {
            return;
        }
        synchronized (making) {
            if (current == null && !closed) {
                take(newProducer());
            }
        }
    }

    /** Puts another one into the place of one that has died. What was with that fails. */
    void replaceIfDead() {
        WatchedProducer dead = current;
        if (dead == null || !dead.isDead() || closed) {
            return;
        }
        LOG.errorf("Kafka's producer to %s died of a defect of its own, which it has logged. A new one takes over; what was"
                + " under way fails", properties.bootstrapServers());
        try {
            take(newProducer());
        } catch (EventStreamException e) {
            LOG.errorf(e, "The new producer could not be made. It will be tried again");
            return;
        }
        dead.abandon();
    }

    private WatchedProducer newProducer() {
        try {
            return new WatchedProducer(properties.producer(), maxTaken, events);
        } catch (RuntimeException | LinkageError e) {
            throw ClientFailures.explained(e.getCause() == null ? e : e.getCause(), settings);
        }
    }

    private void take(WatchedProducer made) {
        synchronized (this) {
            if (!closed) {
                retriesOfDeadOnes += current == null ? 0 : current.retries();
                current = made;
                return;
            }
        }
        made.close(Duration.ZERO);
    }

    /** How many records Kafka's clients have sent again. Never less than before. */
    synchronized long retries() {
        return retriesOfDeadOnes + (current == null ? 0 : current.retries());
    }

    /** Closes the producer, if there is one, within a time. None is made any more; one that is being made is thrown away. */
    void close(Duration timeout) {
        WatchedProducer last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last != null) {
            last.close(timeout);
        }
    }
}
