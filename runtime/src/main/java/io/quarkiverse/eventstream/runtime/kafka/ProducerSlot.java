package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.kafka.common.utils.ExponentialBackoff;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The producer of a stream: made when it is needed, because a service that only listens needs none, and replaced when it has become
 * useless. Thread-safe. Making one takes a while, and blocks only the thread that makes it.
 *
 * <pre>
 * EMPTY ──make──▶ MAKING ──made──▶ READY ──retire──▶ RESTING
 *                   ▲  └──not possible──▶ RESTING       │
 *                   └───────────after a delay───────────┘        any ──close──▶ CLOSED
 * </pre>
 *
 * The delay grows with each producer that could not be made, or that did not write anything.
 */
final class ProducerSlot {

    private static final Logger LOG = Logger.getLogger(ProducerSlot.class);
    private static final long FIRST_DELAY_MILLIS = 250;
    private static final long LONGEST_DELAY_MILLIS = 10_000;

    private enum State {
        EMPTY, MAKING, READY, RESTING, CLOSED
    }

    private final KafkaProperties properties;
    private final KafkaSettings settings;
    private final int maxTaken;
    private final ClientEvents events;
    private final ExponentialBackoff delay = new ExponentialBackoff(FIRST_DELAY_MILLIS, 2, LONGEST_DELAY_MILLIS, 0.2);
    /** Held while one is made. */
    private final Object making = new Object();
    private final AtomicBoolean requested = new AtomicBoolean();
    /** Not null in the state READY, and while it is closed. */
    private volatile WatchedProducer current;
    // Guarded by this.
    private State state = State.EMPTY;
    private long restsUntil;
    private int fruitless;
    private String reported;
    private long retriesOfRetiredOnes;

    /**
     * An empty slot.
     *
     * @param maxTaken the maximum number of records that a producer will have
     */
    ProducerSlot(KafkaProperties properties, KafkaSettings settings, int maxTaken, ClientEvents events) {
        this.properties = properties;
        this.settings = settings;
        this.maxTaken = maxTaken;
        this.events = events;
    }

    /** Null unless there is one to use: read for each record. */
    WatchedProducer current() {
        return current;
    }

    /** Makes one on another thread, if one may be made now and none is being made. */
    void makeOn(Executor executor, Consumer<EventStreamException> failed) {
        if (isDue() && requested.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    make();
                } catch (EventStreamException e) {
                    failed.accept(e);
                } finally {
                    requested.set(false);
                }
            });
        }
    }

    private synchronized boolean isDue() {
        return state == State.EMPTY || state == State.RESTING && System.nanoTime() - restsUntil >= 0;
    }

    /**
     * Makes one now, unless there is one or the slot is closed.
     *
     * @throws EventStreamException if that is not possible, with the reason
     */
    void make() {
        synchronized (making) {
            if (!begin()) {
                return;
            }
            try {
                accept(new WatchedProducer(properties.producer(), maxTaken, events));
            } catch (RuntimeException | Error e) {
                throw refused(ClientFailures.explained(e.getCause() == null ? e : e.getCause(), settings));
            }
        }
    }

    /** Returns false if there is one, or the slot is closed. */
    private synchronized boolean begin() {
        if (state == State.READY || state == State.CLOSED) {
            return false;
        }
        state = State.MAKING;
        return true;
    }

    private void accept(WatchedProducer made) {
        synchronized (this) {
            if (state == State.MAKING) {
                state = State.READY;
                current = made;
                return;
            }
        }
        made.close(Duration.ZERO);
    }

    private synchronized EventStreamException refused(EventStreamException reason) {
        if (state == State.MAKING) {
            rest();
        }
        if (!reason.getMessage().equals(reported)) {
            // Once, not for each event.
            reported = reason.getMessage();
            LOG.errorf("%s. Until then nothing is published; the producer is retried while events wait",
                    reported);
        }
        return reason;
    }

    private void rest() {
        state = State.RESTING;
        restsUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay.backoff(fruitless++));
    }

    /** The current producer has written a record. */
    synchronized void resetDelay() {
        fruitless = 0;
        reported = null;
    }

    /** Whether the current producer is useless. */
    boolean isUseless() {
        WatchedProducer producer = current;
        return producer != null && producer.uselessness().isPresent();
    }

    /** Releases the current producer if it is useless; the records that it has not answered fail. */
    void retireIfUseless() {
        WatchedProducer useless = current;
        EventStreamException reason = useless == null ? null : useless.uselessness().orElse(null);
        if (reason == null || !release(useless)) {
            return;
        }
        LOG.errorf("Kafka's producer to %s can't be used any more. %s. A new one takes over", properties.bootstrapServers(),
                reason.getMessage());
        useless.abandon(reason);
    }

    private synchronized boolean release(WatchedProducer useless) {
        if (state != State.READY || current != useless) {
            return false;
        }
        retriesOfRetiredOnes += useless.retries();
        current = null;
        rest();
        return true;
    }

    /** The number of records that Kafka's clients have retried. Never decreases. */
    synchronized long retries() {
        return retriesOfRetiredOnes + (current == null ? 0 : current.retries());
    }

    /** Closes the producer, if there is one, within a time. No other is made; one that is being made is closed at once. */
    void close(Duration timeout) {
        WatchedProducer last;
        synchronized (this) {
            state = State.CLOSED;
            last = current;
        }
        if (last != null) {
            last.close(timeout);
        }
    }
}
