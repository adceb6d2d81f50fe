package io.quarkiverse.eventstream.runtime.listen;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

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
     * Puts a record aside. The first of a topic creates the topic where it is missing and the broker lets us.
     *
     * @return completes when the record is safe, with null, or with the reason why it isn't; never fails
     */
    CompletionStage<Throwable> put(DeadLetter letter) {
        CompletableFuture<Throwable> written = new CompletableFuture<>();
        topic(letter).whenComplete((nothing, error) -> {
            // A topic that could not be created may still be there by the time.
            try {
                connection.send(letter.toRecord(), timeout, (where, failure) -> {
                    if (failure == null) {
                        knownTopics.add(letter.topic());
                    }
                    written.complete(failure);
                });
            } catch (RuntimeException | Error e) {
                written.complete(e);
            }
        });
        return written;
    }

    private CompletionStage<Void> topic(DeadLetter letter) {
        return knownTopics.contains(letter.topic())
                ? CompletableFuture.completedStage(null)
                : connection.createTopicIfMissing(letter.topic(), letter.record().topic());
    }
}
