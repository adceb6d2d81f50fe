package io.quarkiverse.eventstream.runtime.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * An event that a listener has not completed.
 *
 * @param listener the listener's id
 * @param topic the topic, with the prefix
 * @param began the beginning of the delivery, as {@link System#nanoTime}
 * @param invocationBegan the beginning of the invocation in flight, as {@link System#nanoTime}; empty if there is none
 * @param attempts the number of invocations so far
 * @param lastFailure the last failure; null if there was none
 */
public record UnfinishedEvent(String listener, String topic, int partition, long offset, long began,
        OptionalLong invocationBegan,
        int attempts, String lastFailure) {

    /**
     * The oldest event that a listener has not completed.
     *
     * @return empty if there is none
     */
    public static Optional<UnfinishedEvent> oldest(Collection<UnfinishedEvent> events, String listener) {
        return events.stream().filter(event -> event.listener().equals(listener)).min(byAge(UnfinishedEvent::began));
    }

    /**
     * The event with the longest invocation in flight of a listener.
     *
     * @return empty if no invocation is in flight
     */
    public static Optional<UnfinishedEvent> longestInvocation(Collection<UnfinishedEvent> events, String listener) {
        return events.stream().filter(event -> event.listener().equals(listener) && event.invocationBegan().isPresent())
                .min(byAge(event -> event.invocationBegan().getAsLong()));
    }

    /**
     * The first event of a partition that has failed.
     *
     * @return empty if there is none
     */
    public static Optional<UnfinishedEvent> firstFailing(Collection<UnfinishedEvent> events, int partition) {
        return events.stream().filter(event -> event.partition() == partition && event.lastFailure() != null)
                .min(Comparator.comparingLong(UnfinishedEvent::offset));
    }

    private static Comparator<UnfinishedEvent> byAge(ToLongFunction<UnfinishedEvent> began) {
        return (one, other) -> Long.signum(began.applyAsLong(one) - began.applyAsLong(other));
    }

    /** The listener and the coordinates, for messages. */
    @Override
    public String toString() {
        return listener + " at " + coordinates();
    }

    public String coordinates() {
        return "topic " + topic + ", partition " + partition + ", offset " + offset;
    }
}
