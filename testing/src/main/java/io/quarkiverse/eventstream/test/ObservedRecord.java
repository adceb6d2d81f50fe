package io.quarkiverse.eventstream.test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A record that was published, pushed or delivered, and how it stands with its listeners. Immutable.
 *
 * @param topic its topic, without the prefix
 * @param partition its partition
 * @param offset its offset
 * @param event what it says; null if it is no event, or nobody has decoded it
 * @param outcomes what has become of it, by the id of each listener that it concerns, sorted
 * @param calls the calls with it, replays included, in the order in which they began
 */
public record ObservedRecord(String topic, int partition, long offset, IncomingEvent event, Map<String, Outcome> outcomes,
        List<ObservedCall> calls) {

    /**
     * Copies map and list.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     * @param event what it says, or null
     * @param outcomes what has become of it
     * @param calls the calls with it
     */
    public ObservedRecord {
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        calls = List.copyOf(calls);
    }

    /**
     * What has become of it at a listener.
     *
     * @param listener the listener's id
     * @return {@link Outcome#UNWANTED} if the record doesn't concern that listener
     */
    public Outcome outcome(String listener) {
        return outcomes.getOrDefault(Objects.requireNonNull(listener, "listener"), Outcome.UNWANTED);
    }

    /**
     * What has become of it, where that is the same at all its listeners.
     *
     * @return {@link Outcome#UNWANTED} if it concerns none
     * @throws IllegalStateException if it is not the same at all
     */
    public Outcome outcome() {
        Set<Outcome> different = Set.copyOf(outcomes.values());
        if (different.size() > 1) {
            throw new IllegalStateException("The record has not the same outcome at all listeners: " + outcomes
                    + ". Ask for the outcome at one of them");
        }
        return different.isEmpty() ? Outcome.UNWANTED : different.iterator().next();
    }

    /**
     * What calls of a listener failed with.
     *
     * @param listener the listener's id
     * @return in the order of the calls; empty if none failed
     */
    public List<Throwable> failures(String listener) {
        return calls.stream().filter(call -> call.listener().equals(listener)).map(ObservedCall::failure)
                .filter(Objects::nonNull).toList();
    }
}
