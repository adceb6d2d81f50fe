package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.KeyPartitioner;

/**
 * A Kafka producer, and the records that it has taken and not answered. If its network thread dies, by a defect of the client, these
 * records would never end; and after some errors it refuses everything for good. Then it reports that it is useless. Thread-safe.
 *
 * <pre>
 * usable ──its network thread dies, or a fatal error──▶ useless ──abandon──▶ closed
 *    └───────────────────────────close────────────────────────────────────────┘
 * </pre>
 */
final class WatchedProducer implements FirstRecords.Topics {

    private static final String PRODUCER = "producer-metrics";
    private static final String RETRIES = "record-retry-total";

    private final Producer<byte[], byte[]> producer;
    private final ClientEvents events;
    private final InFlightRecords taken;
    private final Optional<KeyPartitioner> partitioner;
    private final MetadataAnswers metadata = new MetadataAnswers();
    /** Null until it is known: at the first answer, or earlier if there is only one candidate. */
    private volatile Thread networkThread;
    private volatile Throwable fatal;
    private volatile boolean abandoned;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A new producer.
     *
     * @param maxTaken the maximum number of records that it will have
     */
    WatchedProducer(Map<String, Object> properties, int maxTaken, ClientEvents events) {
        this.taken = new InFlightRecords(maxTaken);
        this.partitioner = partitionerOf(properties);
        String clientId = String.valueOf(properties.get(ProducerConfig.CLIENT_ID_CONFIG));
        Set<Thread> ofOthers = networkThreads(clientId);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), metadata);
        Set<Thread> begun = networkThreads(clientId);
        begun.removeAll(ofOthers);
        this.networkThread = begun.size() == 1 ? begun.iterator().next() : null;
        this.events = events;
        events.fire(producer);
    }

    private static Optional<KeyPartitioner> partitionerOf(Map<String, Object> properties) {
        if (properties.get(KeyHashPartitioner.HASH) instanceof KeyPartitioner hash) {
            return Optional.of(hash);
        }
        boolean isOfKafka = properties.get(ProducerConfig.PARTITIONER_CLASS_CONFIG) == null
                && !Boolean.parseBoolean(String.valueOf(properties.get(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG)).strip());
        return isOfKafka ? Optional.of(KeyPartitioner.MURMUR2) : Optional.empty();
    }

    /**
     * Kafka starts such a thread in the group of the thread that makes the client. It can be found by its name alone, which other services
     * in the same JVM may use as well.
     */
    private static Set<Thread> networkThreads(String clientId) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[2 * group.activeCount() + 1];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> thread.getName().equals(KafkaProducer.NETWORK_THREAD_PREFIX + " | " + clientId))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Hands a record to Kafka's client.
     *
     * @param number usually increases from one record to the next
     */
    Handover take(PendingRecord pending, long number) {
        taken.add(pending, number);
        Handover handover = pending.handTo(producer, this);
        if (handover instanceof Handover.Refused refused) {
            taken.remove(pending);
            if (isFatalRefusal(refused.reason())) {
                fatal = refused.reason();
                return new Handover.Refused(new TimeoutException("The client has just become useless"));
            }
        } else if (abandoned && taken.remove(pending)) {
            return new Handover.Refused(new TimeoutException("The client has just been given up"));
        }
        return handover;
    }

    /**
     * Called on the network thread. Returns false if the record was given up before.
     *
     * @param error null if the record was written
     */
    boolean answered(PendingRecord pending, Exception error) {
        if (networkThread == null) {
            networkThread = Thread.currentThread();
        }
        if (error != null && isFatalAnswer(error)) {
            fatal = error;
        }
        return taken.remove(pending);
    }

    /** After these the client fails everything with the same error, even if the cause is removed at the broker. */
    private static boolean isFatalAnswer(Throwable error) {
        return error instanceof ClusterAuthorizationException || error instanceof ProducerFencedException
                || error instanceof InvalidPidMappingException || error instanceof UnsupportedVersionException;
    }

    /** The client reports that it is in such a state, or closed, possibly by the application. */
    private static boolean isFatalRefusal(Throwable refusal) {
        return isFatalAnswer(refusal) || refusal.getClass() == KafkaException.class || refusal instanceof IllegalStateException;
    }

    @Override
    public long answers() {
        return metadata.count();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        try {
            return producer.partitionsFor(topic);
        } catch (RuntimeException e) {
            throw MetadataRace.isCauseOf(e) ? MetadataRace.asTimeout() : e;
        }
    }

    @Override
    public Optional<KeyPartitioner> partitioner() {
        return partitioner;
    }

    /** The broker's answers on topics. */
    MetadataAnswers metadata() {
        return metadata;
    }

    /** The number of records that Kafka's client has retried. */
    long retries() {
        return producer.metrics().values().stream()
                .filter(metric -> RETRIES.equals(metric.metricName().name()) && PRODUCER.equals(metric.metricName().group()))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue()).sum();
    }

    /** Why it is useless; empty while it is usable. */
    Optional<EventStreamException> uselessness() {
        Thread thread = networkThread;
        if (thread != null && !thread.isAlive() && !closed.get()) {
            return Optional.of(new EventStreamException(
                    "Kafka's client died of a defect of its own before the broker's answer came: the event"
                            + " may or may not have been written. A new client takes over; publish the event again"));
        }
        return Optional.ofNullable(fatal)
                .map(error -> new EventStreamException("Kafka's client is in a state that it does not leave ("
                        + (error.getCause() == null ? error : error.getCause())
                        + "). The event may or may not have been written."
                        + " A new client takes over; publish the event again", error));
    }

    /** Fails all records that have not been answered. */
    void abandon(EventStreamException reason) {
        abandoned = true;
        taken.removeAll(pending -> {
            pending.released();
            pending.failed(reason);
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
