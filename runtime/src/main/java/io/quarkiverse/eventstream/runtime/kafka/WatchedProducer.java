package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * A Kafka producer, and what it has taken and not answered. If its network thread dies, which no error but a defect of the client
 * makes it do, nobody else would ever hear of these records. Thread-safe.
 */
final class WatchedProducer {

    private static final String PRODUCER = "producer-metrics";
    private static final String RETRIES = "record-retry-total";

    private final Producer<byte[], byte[]> producer;
    private final ClientEvents events;
    private final Set<PendingRecord> taken = ConcurrentHashMap.newKeySet();
    /** Known from its first answer on. */
    private volatile Thread networkThread;
    private volatile boolean abandoned;
    private final AtomicBoolean closed = new AtomicBoolean();

    WatchedProducer(Map<String, Object> properties, ClientEvents events) {
        this.producer = new KafkaProducer<>(properties);
        this.events = events;
        events.fire(producer);
    }

    /**
     * Hands a record to Kafka's client.
     *
     * @param released called when the client has let go of a record that it took
     * @return null if the client took it, else why it didn't
     */
    Throwable take(PendingRecord pending, Runnable released) {
        pending.onRelease(released);
        taken.add(pending);
        Throwable refusal = pending.handTo(producer, this::answered);
        if (refusal != null) {
            taken.remove(pending);
        } else if (abandoned && taken.remove(pending)) {
            return new TimeoutException("The client has just been given up");
        }
        return refusal;
    }

    /** On the network thread. False if the record was given up before. */
    private boolean answered(PendingRecord pending) {
        networkThread = Thread.currentThread();
        return taken.remove(pending);
    }

    /** How many records Kafka's client has sent again. */
    long retries() {
        return producer.metrics().values().stream()
                .filter(metric -> RETRIES.equals(metric.metricName().name()) && PRODUCER.equals(metric.metricName().group()))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue()).sum();
    }

    boolean isDead() {
        Thread thread = networkThread;
        return thread != null && !thread.isAlive();
    }

    /** Fails all that has not been answered. */
    void abandon() {
        abandoned = true;
        for (PendingRecord pending : taken) {
            if (taken.remove(pending)) {
                pending.released();
                pending.failed(new EventStreamException("Kafka's client died of a defect of its own before the broker's answer"
                        + " came: the event may or may not have been written. A new client takes over; publish the event"
                        + " again"));
            }
        }
        close(Duration.ZERO);
    }

    /** Closing again changes nothing. */
    void close(Duration timeout) {
        if (closed.compareAndSet(false, true)) {
            events.fire(producer);
            producer.close(timeout);
        }
    }
}
