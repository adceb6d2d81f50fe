package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Puts records that are given up on their dead-letter topics. Thread-safe.
 */
public final class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    /** Somebody may delete a topic: for no longer it is taken to be there. */
    private static final long KNOWN_NANOS = Duration.ofSeconds(5).toNanos();

    private interface Sender {

        void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback);
    }

    private final StreamConnection connection;
    private final Duration timeout;
    /** When it was looked for last, by topic. */
    private final Map<String, Long> knownTopics = new ConcurrentHashMap<>();

    /** On a stream. */
    public DeadLetters(StreamConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Puts a record aside. If it is too large for the dead-letter topic, it is compressed; then what the bus adds to it gives way, and
     * then the record itself to a reference to it. The first of a topic creates the topic where it is missing and the broker lets us.
     *
     * @return completes when the record is safe, with null, or with the reason why it isn't; never fails
     */
    CompletionStage<Throwable> put(DeadLetter letter) {
        // A topic that could not be created may be there nevertheless.
        return topic(letter).handle((nothing, error) -> null)
                .thenCompose(nothing -> send(letter, letter.toRecord(), connection::send))
                .thenCompose(failure -> ifTooLarge(failure, () -> send(letter, letter.toRecord(), connection::sendLarge)))
                .thenCompose(failure -> ifTooLarge(failure, () -> send(letter, letter.toBriefRecord(), connection::sendLarge)))
                // It would be too large tomorrow, too, and must not hold up its partition for ever.
                .thenCompose(failure -> letter.isLarge()
                        ? ifTooLarge(failure, () -> sendReference(letter))
                        : CompletableFuture.completedStage(failure))
                .exceptionally(failure -> failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
    }

    private static CompletionStage<Throwable> ifTooLarge(Throwable failure, Supplier<CompletionStage<Throwable>> next) {
        return failure instanceof RecordTooLargeException ? next.get() : CompletableFuture.completedStage(failure);
    }

    private CompletionStage<Throwable> sendReference(DeadLetter letter) {
        return send(letter, letter.toReference(), connection::send).thenApply(failure -> {
            if (failure == null) {
                LOG.warnf(
                        "The dead letter of the record at topic %s, partition %d, offset %d has neither key nor value nor headers"
                                + " of the record, since the dead-letter topic %s takes no record of that size. Raise its"
                                + " max.message.bytes; the record can be read where it is, as long as it is there",
                        letter.record().topic(), letter.record().partition(), letter.record().offset(), letter.topic());
            }
            return failure;
        });
    }

    private CompletionStage<Throwable> send(DeadLetter letter, ProducerRecord<byte[], byte[]> record, Sender sender) {
        CompletableFuture<Throwable> sent = new CompletableFuture<>();
        sender.send(record, timeout, (where, failure) -> {
            if (failure != null) {
                knownTopics.remove(letter.topic());
            }
            sent.complete(failure);
        });
        return sent;
    }

    private CompletionStage<Void> topic(DeadLetter letter) {
        Long seen = knownTopics.get(letter.topic());
        long now = System.nanoTime();
        if (seen != null && now - seen < KNOWN_NANOS) {
            return CompletableFuture.completedStage(null);
        }
        try {
            return connection.createTopicIfMissing(letter.topic(), letter.record().topic())
                    .thenAccept(nothing -> knownTopics.put(letter.topic(), now));
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
