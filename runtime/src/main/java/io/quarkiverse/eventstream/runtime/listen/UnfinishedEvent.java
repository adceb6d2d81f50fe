package io.quarkiverse.eventstream.runtime.listen;

import java.util.Comparator;

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
        String lastFailure) {

    /** By the time when their delivery began. */
    public static final Comparator<UnfinishedEvent> OLDEST_FIRST = (one, other) -> Long.signum(one.began() - other.began());

    /** Listener and place, for messages. */
    @Override
    public String toString() {
        return listener + " at " + topic + ", partition " + partition + ", offset " + offset;
    }
}
