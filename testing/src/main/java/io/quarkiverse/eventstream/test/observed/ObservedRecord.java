package io.quarkiverse.eventstream.test.observed;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A record that was published, pushed or fetched, and its outcome at each listener. Immutable.
 *
 * @param topic its topic, without the prefix
 * @param partition its partition
 * @param offset its offset
 * @param event its event; null if the record is undecodable or has not been decoded
 * @param outcomes its outcome by the id of each listener that it concerns, sorted
 * @param invocations the invocations with it, replays included, in the order in which they began
 * @param listeners the ids of all listeners of the stream, also of those that it does not concern, sorted
 */
public record ObservedRecord(String topic, int partition, long offset, IncomingEvent event, Map<String, Outcome> outcomes,
        List<ObservedInvocation> invocations, Set<String> listeners) {

    /**
     * Copies the collections.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     * @param event its event, or null
     * @param outcomes its outcome by listener
     * @param invocations the invocations with it
     * @param listeners all listeners of the stream
     */
    public ObservedRecord {
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        invocations = List.copyOf(invocations);
        listeners = Collections.unmodifiableSet(new TreeSet<>(listeners));
    }

    /**
     * Its outcome at a listener.
     *
     * @param listener the listener's id
     * @return {@link Outcome#UNWANTED} if the record does not concern that listener
     * @throws IllegalArgumentException if there is no such listener; the message lists the existing ones
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
     * Its outcome, which must be the same at all listeners that it concerns.
     *
     * @return {@link Outcome#UNWANTED} if it concerns none
     * @throws IllegalStateException if the outcomes differ
     */
    public Outcome outcome() {
        Set<Outcome> different = Set.copyOf(outcomes.values());
        if (different.size() > 1) {
            throw new IllegalStateException("The outcomes of the record at its listeners differ: " + outcomes
                    + ". Use outcome(listener)");
        }
        return different.isEmpty() ? Outcome.UNWANTED : different.iterator().next();
    }

    /**
     * The failures of a listener's invocations.
     *
     * @param listener the listener's id
     * @return the failures, in the order of the invocations; empty if none failed
     * @throws IllegalArgumentException if there is no such listener; the message lists the existing ones
     */
    public List<Throwable> failures(String listener) {
        known(listener);
        return invocations.stream().filter(invocation -> invocation.listener().equals(listener))
                .map(ObservedInvocation::failure)
                .filter(Objects::nonNull).toList();
    }
}
