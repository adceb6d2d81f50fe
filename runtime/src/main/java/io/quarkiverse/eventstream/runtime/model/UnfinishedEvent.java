package io.quarkiverse.eventstream.runtime.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * An event that a listener is not through with.
 *
 * @param listener the listener's id
 * @param topic the topic, with the prefix
 * @param partition the partition
 * @param offset the offset
 * @param began when its delivery began, as {@link System#nanoTime} counts
 * @param invocationBegan when the call that is in flight began, as {@link System#nanoTime} counts; empty if none is
 * @param attempts how many calls have been made
 * @param lastFailure why it is not done; null while nothing has failed
 */
public record UnfinishedEvent(String listener, String topic, int partition, long offset, long began,
        OptionalLong invocationBegan,
        int attempts, String lastFailure) {

    /**
     * The event that a listener has been at for the longest time.
     *
     * @return empty if the listener is at none
     */
    public static Optional<UnfinishedEvent> oldest(Collection<UnfinishedEvent> events, String listener) {
        return events.stream().filter(event -> event.listener().equals(listener)).min(byAge(UnfinishedEvent::began));
    }

    /**
     * The event for which a listener has been in one call for the longest time.
     *
     * @return empty if the listener is in no call
     */
    public static Optional<UnfinishedEvent> longestInvocation(Collection<UnfinishedEvent> events, String listener) {
        return events.stream().filter(event -> event.listener().equals(listener) && event.invocationBegan().isPresent())
                .min(byAge(event -> event.invocationBegan().getAsLong()));
    }

    private static Comparator<UnfinishedEvent> byAge(ToLongFunction<UnfinishedEvent> began) {
        return (one, other) -> Long.signum(began.applyAsLong(one) - began.applyAsLong(other));
    }

    /** Listener and place, for messages. */
    @Override
    public String toString() {
        return listener + " at " + coordinates();
    }

    public String coordinates() {
        return "topic " + topic + ", partition " + partition + ", offset " + offset;
    }
}
