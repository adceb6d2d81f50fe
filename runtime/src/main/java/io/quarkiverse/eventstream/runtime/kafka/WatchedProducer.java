package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;
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
    private final TakenRecords taken;
    /** Known from its first answer on. */
    private volatile Thread networkThread;
    private volatile boolean abandoned;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A new producer.
     *
     * @param properties of Kafka's client
     * @param maxTaken how many records will be with it at most
     * @param events told of the client
     */
    WatchedProducer(Map<String, Object> properties, int maxTaken, ClientEvents events) {
        this.taken = new TakenRecords(maxTaken);
        this.producer = new KafkaProducer<>(properties);
        this.events = events;
        events.fire(producer);
    }

    /**
     * Hands a record to Kafka's client.
     *
     * @param pending the record
     * @param number goes up from one record to the next, most often
     * @return null if the client took it, else why it didn't
     */
    Throwable take(PendingRecord pending, long number) {
        taken.add(pending, number);
        Throwable refusal = pending.handTo(producer, this);
        if (refusal != null) {
            taken.remove(pending);
        } else if (abandoned && taken.remove(pending)) {
            return new TimeoutException("The client has just been given up");
        }
        return refusal;
    }

    /** On the network thread. False if the record was given up before. */
    boolean answered(PendingRecord pending) {
        if (networkThread == null) {
            networkThread = Thread.currentThread();
        }
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
        taken.removeAll(pending -> {
            pending.released();
            pending.failed(new EventStreamException("Kafka's client died of a defect of its own before the broker's answer"
                    + " came: the event may or may not have been written. A new client takes over; publish the event again"));
        });
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
