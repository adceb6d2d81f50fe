package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.WriterFencedException;

/**
 * A writer whose name is the transactional id of a producer: Kafka fences the producers that had the id before, and each write is a
 * transaction. Its producer takes large records and compresses them, as that for large dead letters does.
 */
final class KafkaExclusiveWriter implements ExclusiveWriter {

    private static final Logger LOG = Logger.getLogger(KafkaExclusiveWriter.class);

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final long POLL_MILLIS = 10;

    private final Producer<byte[], byte[]> producer;
    private final String name;
    private final ClientEvents events;
    private final Ends ends;
    private final Duration timeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Asks for the ends of partitions for consumers that read committed records. */
    @FunctionalInterface
    interface Ends {

        CompletionStage<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions);
    }

    private KafkaExclusiveWriter(Producer<byte[], byte[]> producer, String name, ClientEvents events, Ends ends,
            Duration timeout) {
        this.producer = producer;
        this.name = name;
        this.events = events;
        this.ends = ends;
        this.timeout = timeout;
    }

    /** Opens a writer. Kafka completes or aborts the transaction of the one before meanwhile. */
    static KafkaExclusiveWriter open(TopicClients clients, String name, Duration timeout, ClientEvents events,
            Ends ends) {
        requireCommittedReads(clients, name);
        Producer<byte[], byte[]> producer;
        try {
            Map<String, Object> config = clients.exclusiveProducer(name, timeout);
            // There may be several at a time, of which the last one writes.
            config.merge(ProducerConfig.CLIENT_ID_CONFIG, OPENED.incrementAndGet(), (id, number) -> id + "-" + number);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new EventStreamException("The writer " + name + " can't be made: " + ClientFailures.reasons(e), e);
        }
        events.fire(producer);
        KafkaExclusiveWriter writer = new KafkaExclusiveWriter(producer, name, events, ends, timeout);
        try {
            producer.initTransactions();
            return writer;
        } catch (RuntimeException e) {
            writer.close();
            throw writer.explained("was not opened at " + clients.bootstrapServers(), e);
        }
    }

    private static void requireCommittedReads(TopicClients clients, String name) {
        if (clients.isolation() != IsolationLevel.READ_COMMITTED) {
            throw new EventStreamException("The writer " + name + " can't be made: with "
                    + clients.consumerKey(ConsumerConfig.ISOLATION_LEVEL_CONFIG)
                    + " = read_uncommitted, this client would read"
                    + " what an earlier writer has not completed. Remove the property");
        }
    }

    @Override
    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> last;
        try {
            producer.beginTransaction();
            last = send(records);
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort(e);
            throw explained("has written nothing", e);
        }
        awaitVisible(last);
    }

    /** Kafka answers when it has decided, and tells the partitions afterwards; only then do consumers get the records. */
    private void awaitVisible(Map<TopicPartition, Long> last) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!areVisible(last) && System.nanoTime() - deadline < 0) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "Whether consumers get what the writer %s has written is not known yet", name);
        }
    }

    private boolean areVisible(Map<TopicPartition, Long> last)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> now = ends.of(last.keySet()).toCompletableFuture().get(timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        return last.entrySet().stream().allMatch(written -> now.getOrDefault(written.getKey(), 0L) > written.getValue());
    }

    /** Returns the offset of the last record in each partition. */
    private Map<TopicPartition, Long> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        producer.flush();
        Map<TopicPartition, Long> last = new HashMap<>();
        for (Future<RecordMetadata> each : sent) {
            try {
                RecordMetadata written = each.get();
                last.merge(new TopicPartition(written.topic(), written.partition()), written.offset(), Math::max);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EventStreamException("Interrupted while writing", e);
            }
        }
        return last;
    }

    private void abort(RuntimeException reason) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            // It is fenced, or the broker is away, and aborts the transaction for the next one that opens the writer.
            reason.addSuppressed(e);
        }
    }

    private RuntimeException explained(String happened, RuntimeException error) {
        List<Throwable> causes = Stream.concat(Stream.iterate(error, Objects::nonNull, Throwable::getCause),
                Stream.of(error.getSuppressed())).toList();
        if (causes.stream().anyMatch(cause -> cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException)) {
            return new WriterFencedException("The writer " + name + " " + happened + ": another one of that name was opened,"
                    + " or its transaction took too long. Read again, and decide again", error);
        }
        for (Throwable cause : causes) {
            if (cause instanceof RecordTooLargeException tooLarge) {
                return tooLarge;
            }
            if (cause instanceof TransactionalIdAuthorizationException) {
                return new EventStreamException(
                        "The writer " + name + " " + happened + ": this client may not use that transactional"
                                + " id. Allow it WRITE and DESCRIBE on the transactional id " + name,
                        error);
            }
            if (cause instanceof AuthorizationException) {
                return new EventStreamException("The writer " + name + " " + happened + ": " + cause.getMessage()
                        + ". Allow this client WRITE and DESCRIBE on the topic", error);
            }
        }
        return new EventStreamException("The writer " + name + " " + happened + ", as far as the broker has answered: "
                + ClientFailures.reasons(error) + ". Is the broker running, and can it be reached from here?", error);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            events.fire(producer);
            producer.close(Duration.ZERO);
        }
    }
}
