package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Writes dead letters. Thread-safe.
 */
public final class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    /** A topic may be deleted: after this time its existence is rechecked. */
    private static final long KNOWN_NANOS = Duration.ofSeconds(5).toNanos();

    private interface Sender {

        void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback);
    }

    private final StreamConnection connection;
    private final Duration timeout;
    /** The time of the last check, by topic. */
    private final Map<String, Long> knownTopics = new ConcurrentHashMap<>();

    /** On a stream. */
    public DeadLetters(StreamConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Writes a dead letter. If it is too large for its topic, it is compressed; then the message and the stack trace are left out, and
     * then the record, to which a reference remains. The topic is created where it is missing and the broker allows that.
     *
     * @param logContext runs a task that logs about the event
     * @return completes when the dead letter is written
     */
    CompletionStage<Void> write(DeadLetter letter, Consumer<Runnable> logContext) {
        CompletionStage<Void> written = topic(letter)
                // A topic that could not be created may exist nevertheless.
                .handle((nothing, error) -> null)
                .thenCompose(nothing -> send(letter, letter.toRecord(), connection::send));
        written = ifTooLarge(written, () -> send(letter, letter.toRecord(), connection::sendLarge));
        written = ifTooLarge(written, () -> send(letter, letter.toBriefRecord(), connection::sendLarge));
        // The record stays too large, and must not hold up its partition for ever.
        return letter.isLarge() ? ifTooLarge(written, () -> sendReference(letter, logContext)) : written;
    }

    private static CompletionStage<Void> ifTooLarge(CompletionStage<Void> written, Supplier<CompletionStage<Void>> next) {
        return written.exceptionallyCompose(error -> {
            Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            return cause instanceof RecordTooLargeException ? next.get() : CompletableFuture.failedStage(cause);
        });
    }

    private CompletionStage<Void> sendReference(DeadLetter letter, Consumer<Runnable> logContext) {
        return send(letter, letter.toReference(), connection::send).thenRun(() -> logContext.accept(() -> LOG.warnf(
                "The dead letter of the record at topic %s, partition %d, offset %d has neither key nor value nor headers"
                        + " of the record, since the dead-letter topic %s takes no record of that size. Raise its"
                        + " max.message.bytes; the record can be read at its coordinates until it expires",
                letter.record().topic(), letter.record().partition(), letter.record().offset(), letter.topic())));
    }

    private CompletionStage<Void> send(DeadLetter letter, ProducerRecord<byte[], byte[]> record, Sender sender) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        sender.send(record, timeout, (where, failure) -> {
            if (failure == null) {
                sent.complete(null);
            } else {
                knownTopics.remove(letter.topic());
                sent.completeExceptionally(failure);
            }
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
