package io.quarkiverse.eventstream.runtime.listen;

/**
 * An event that a listener is not through with.
 *
 * @param listener the listener's id
 * @param topic the topic, with the prefix
 * @param partition the partition
 * @param offset the offset
 * @param began when its delivery began, as {@link System#nanoTime} counts
 * @param attempts how many calls have been made
 * @param lastFailure why it is not done; null while nothing has failed
 */
public record UnfinishedEvent(String listener, String topic, int partition, long offset, long began, int attempts,
        String lastFailure) {}
