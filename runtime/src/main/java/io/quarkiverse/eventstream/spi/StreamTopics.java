package io.quarkiverse.eventstream.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The topics of a stream, for work on what is stored in them, such as on dead letters: consumes them, and writes what depends on their
 * contents. Part of each {@link StreamConnection}; a tool may have nothing more. Thread-safe: any thread may call any method. Only
 * {@link #openWriter} may block.
 */
public interface StreamTopics {

    /**
     * The broker that topics are consumed from. Asked once, after the stream was opened.
     *
     * @return empty, as by default, for a stream that delivers no events
     */
    default Optional<Broker> broker() {
        return Optional.empty();
    }

    /**
     * Creates a compacted topic if it is missing, and adds partitions if it has fewer than its model. Fails by default: not every stream
     * has topics.
     *
     * @param topic the full topic
     * @param model the full topic that gives the number of partitions, and the limit of the size of a record
     * @return completes, on any thread, when the topic has as many partitions as the model. Fails if that could not be reached, or if the
     *         topic exists and is not compacted, with the reason and the remedy
     */
    default CompletionStage<Void> createCompactedTopic(String topic, String model) {
        return CompletableFuture.failedStage(new UnsupportedOperationException("This stream has no compacted topics"));
    }

    /**
     * Opens an exclusive writer, and fences every earlier one of the name: when this method returns, what those have written is stored, and
     * they write nothing more. Blocks.
     *
     * @param name the name, with the prefix of the stream; for Kafka, the transactional id
     * @param timeout how long the stream may take to open the writer, and later for each write
     * @return the writer, which the caller closes; empty, as by default, if the stream has none
     * @throws EventStreamException if it can't be opened, with the reason and the remedy
     */
    default Optional<ExclusiveWriter> openWriter(String name, Duration timeout) {
        return Optional.empty();
    }
}
