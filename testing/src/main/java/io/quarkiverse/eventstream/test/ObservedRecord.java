package io.quarkiverse.eventstream.test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
 * @param listeners the ids of all listeners of the stream, whether it concerns them or not, sorted
 */
public record ObservedRecord(String topic, int partition, long offset, IncomingEvent event, Map<String, Outcome> outcomes,
        List<ObservedCall> calls, Set<String> listeners) {

    /**
     * Copies what it is given.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     * @param event what it says, or null
     * @param outcomes what has become of it
     * @param calls the calls with it
     * @param listeners all listeners of the stream
     */
    public ObservedRecord {
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        calls = List.copyOf(calls);
        listeners = Collections.unmodifiableSet(new TreeSet<>(listeners));
    }

    /**
     * What has become of it at a listener.
     *
     * @param listener the listener's id
     * @return {@link Outcome#UNWANTED} if the record doesn't concern that listener
     * @throws IllegalArgumentException if there is no such listener, with those that there are
     */
    public Outcome outcome(String listener) {
        return outcomes.getOrDefault(known(listener), Outcome.UNWANTED);
    }

    private String known(String listener) {
        if (!listeners.contains(Objects.requireNonNull(listener, "listener")) && !outcomes.containsKey(listener)) {
            throw new IllegalArgumentException("There is no listener \"" + listener + "\". There are: " + listeners);
        }
        return listener;
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
     * @throws IllegalArgumentException if there is no such listener, with those that there are
     */
    public List<Throwable> failures(String listener) {
        known(listener);
        return calls.stream().filter(call -> call.listener().equals(listener)).map(ObservedCall::failure)
                .filter(Objects::nonNull).toList();
    }
}
