package io.quarkiverse.eventstream.runtime.listen;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

import io.quarkiverse.eventstream.runtime.stream.StreamConnection;

/**
 * Puts records that are given up on their dead-letter topics. Thread-safe.
 */
public final class DeadLetters {

    private final StreamConnection connection;
    private final Duration timeout;
    private final Set<String> knownTopics = ConcurrentHashMap.newKeySet();

    /**
     * On a stream.
     *
     * @param connection the stream
     * @param timeout how long writing a record may take
     */
    public DeadLetters(StreamConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Puts a record aside; of one that is too large for the dead-letter topic, where it is. The first of a topic creates the topic
     * where it is missing and the broker lets us.
     *
     * @return completes when the record is safe, with null, or with the reason why it isn't; never fails
     */
    CompletionStage<Throwable> put(DeadLetter letter) {
        CompletableFuture<Throwable> written = new CompletableFuture<>();
        topic(letter).whenComplete((nothing, error) -> {
            // A topic that could not be created may still be there by the time.
            send(letter.toRecord(), failure -> {
                if (failure instanceof RecordTooLargeException && letter.isLarge()) {
                    // It will be too large tomorrow, too, and must not hold up its partition for ever.
                    send(letter.toReference(), written::complete);
                } else {
                    written.complete(failure);
                }
            });
        });
        return written;
    }

    private void send(ProducerRecord<byte[], byte[]> letter, Consumer<Throwable> ended) {
        try {
            connection.send(letter, timeout, (where, failure) -> {
                if (failure == null) {
                    knownTopics.add(letter.topic());
                }
                ended.accept(failure);
            });
        } catch (RuntimeException | Error e) {
            ended.accept(e);
        }
    }

    private CompletionStage<Void> topic(DeadLetter letter) {
        if (knownTopics.contains(letter.topic())) {
            return CompletableFuture.completedStage(null);
        }
        try {
            return connection.createTopicIfMissing(letter.topic(), letter.record().topic());
        } catch (RuntimeException | Error e) {
            // No client could be made, for instance.
            return CompletableFuture.failedStage(e);
        }
    }
}
