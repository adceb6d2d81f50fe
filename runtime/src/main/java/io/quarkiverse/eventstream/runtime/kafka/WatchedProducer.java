package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

/**
 * A Kafka producer, and what it has taken and not answered. If its network thread dies, which no error but a defect of the client
 * makes it do, nobody else would ever hear of these records; and after some errors it refuses everything for good. Then it is of no
 * use any more, and says so. Thread-safe.
 */
final class WatchedProducer implements FirstRecords.Topics {

    private static final String PRODUCER = "producer-metrics";
    private static final String RETRIES = "record-retry-total";

    private final Producer<byte[], byte[]> producer;
    private final ClientEvents events;
    private final InFlightRecords taken;
    private final boolean isPartitionKnown;
    private final MetadataAnswers metadata = new MetadataAnswers();
    /** Known from its first answer on, and before that where only one thread can be it; else null. */
    private volatile Thread networkThread;
    private volatile Throwable fatal;
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
        this.taken = new InFlightRecords(maxTaken);
        this.isPartitionKnown = properties.get(ProducerConfig.PARTITIONER_CLASS_CONFIG) == null
                && !Boolean.parseBoolean(String.valueOf(properties.get(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG)).strip());
        String clientId = String.valueOf(properties.get(ProducerConfig.CLIENT_ID_CONFIG));
        Set<Thread> ofOthers = networkThreads(clientId);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), metadata);
        Set<Thread> begun = networkThreads(clientId);
        begun.removeAll(ofOthers);
        this.networkThread = begun.size() == 1 ? begun.iterator().next() : null;
        this.events = events;
        events.fire(producer);
    }

    /**
     * Kafka starts such a thread in the group of the thread that makes the client, and tells nobody but by its name, which other
     * services in the same JVM may use as well.
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
     * @param pending the record
     * @param number goes up from one record to the next, most often
     * @return null if the client took it, else why it didn't
     */
    Throwable take(PendingRecord pending, long number) {
        taken.add(pending, number);
        Throwable refusal = pending.handTo(producer, this);
        if (refusal != null) {
            taken.remove(pending);
            if (isFatalRefusal(refusal)) {
                fatal = refusal;
                return new TimeoutException("The client has just become useless");
            }
        } else if (abandoned && taken.remove(pending)) {
            return new TimeoutException("The client has just been given up");
        }
        return refusal;
    }

    /**
     * On the network thread.
     *
     * @param error null if the record was written
     * @return false if the record was given up before
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

    /** After these the client answers everything with the same, whatever is put right at the broker. */
    private static boolean isFatalAnswer(Throwable error) {
        return error instanceof ClusterAuthorizationException || error instanceof ProducerFencedException
                || error instanceof InvalidPidMappingException || error instanceof UnsupportedVersionException;
    }

    /** The client says that it is in such a state, or closed, by whoever got hold of it. */
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
        } catch (NullPointerException e) {
            throw reasonOf(e);
        }
    }

    /**
     * Kafka's client (4.1.2) looks twice for what is the matter with a topic that it doesn't know, and stumbles if the broker has told
     * it in between that nothing is.
     */
    static RuntimeException reasonOf(NullPointerException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().equals(KafkaProducer.class.getName())
                && trace[0].getMethodName().equals("waitOnMetadata")
                        ? new TimeoutException("The topic has just become known")
                        : e;
    }

    /** Whether a record goes to the partition that Kafka's client determines by the record's key. */
    boolean isPartitionKnown() {
        return isPartitionKnown;
    }

    /** What the broker says of topics. */
    MetadataAnswers metadata() {
        return metadata;
    }

    /** How many records Kafka's client has sent again. */
    long retries() {
        return producer.metrics().values().stream()
                .filter(metric -> RETRIES.equals(metric.metricName().name()) && PRODUCER.equals(metric.metricName().group()))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue()).sum();
    }

    /** Why it is of no use any more; null while it is. */
    EventStreamException uselessness() {
        Thread thread = networkThread;
        if (thread != null && !thread.isAlive() && !closed.get()) {
            return new EventStreamException(
                    "Kafka's client died of a defect of its own before the broker's answer came: the event"
                            + " may or may not have been written. A new client takes over; publish the event again");
        }
        Throwable error = fatal;
        return error == null
                ? null
                : new EventStreamException("Kafka's client is in a state that it does not leave ("
                        + (error.getCause() == null ? error : error.getCause())
                        + "). The event may or may not have been written."
                        + " A new client takes over; publish the event again", error);
    }

    /** Fails all that has not been answered. */
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
