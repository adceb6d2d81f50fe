package io.quarkiverse.eventstream.test.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.test.observed.ObservedInvocation;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;

/**
 * The observations of a record. Guarded by the {@link Journal}.
 */
final class RecordEntry {

    /**
     * A listener's part in a record.
     *
     * @param record the record
     * @param group the listener's group
     * @param listener the listener's id
     */
    record Part(RecordEntry record, RecordedGroup group, String listener) {

        /** The listener has failed, and the event will be redelivered. */
        boolean hasFailed() {
            return record.hasFailed(listener);
        }

        /** It is ordered after another part, which must be completed first. */
        boolean isBehind(Part other) {
            return !record.isInvoked(listener) && group == other.group && record.coordinates.isBehind(other.record.coordinates)
                    && switch (group.ordering()) {
                        case PARTITION -> true;
                        case KEY -> record.event != null && Objects.equals(record.event.key(), other.record.event.key());
                        case UNORDERED -> false;
                    };
        }
    }

    private final Coordinates coordinates;
    private final String topic;
    private final Set<RecordedGroup> expected = new LinkedHashSet<>();
    private final Set<RecordedGroup> settledBy = new HashSet<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private IncomingEvent event;
    private boolean undecodable;
    /** The snapshot of a settled record; null if it has to be built again. */
    private ObservedRecord observed;

    RecordEntry(Coordinates coordinates, String topic) {
        this.coordinates = coordinates;
        this.topic = topic;
    }

    /** It was published or pushed: these groups have to settle it. */
    void sent(IncomingEvent content, List<RecordedGroup> groups) {
        observed = null;
        event = content;
        expected.addAll(groups);
    }

    boolean isInvoked() {
        return !invocations.isEmpty();
    }

    void began(Invocation invocation) {
        observed = null;
        invocations.add(invocation);
        event = Objects.requireNonNullElse(event, invocation.observed().event());
        outcomes.remove(invocation.observed().listener(), Outcome.STOPPED);
    }

    void ended(Invocation invocation, Throwable failure) {
        observed = null;
        invocation.end(failure);
        if (failure == null && !invocation.observed().event().isReplay()) {
            outcomes.put(invocation.observed().listener(), Outcome.DELIVERED);
        }
    }

    void put(String listener, Outcome outcome) {
        observed = null;
        outcomes.put(listener, outcome);
    }

    void undecodable() {
        undecodable = true;
    }

    /** All listeners of a group that it concerns have completed. */
    void settled(RecordedGroup group, List<String> concerned) {
        observed = null;
        settledBy.add(group);
        if (undecodable) {
            concerned.forEach(listener -> outcomes.putIfAbsent(listener, Outcome.UNDECODABLE));
        }
    }

    boolean isUnfinished() {
        return open().findAny().isPresent();
    }

    private Stream<RecordedGroup> open() {
        return expected.stream().filter(group -> !group.isOver() && !settledBy.contains(group));
    }

    /** Of groups that have not settled it: the listeners that it may concern and that have not completed. */
    private Stream<ObservedListener> missing() {
        return open().<ObservedListener>flatMap(group -> group.listeners().stream())
                .filter(listener -> event == null || listener.wants(event))
                .filter(listener -> outcomes.getOrDefault(listener.spec().id(), Outcome.STOPPED) == Outcome.STOPPED);
    }

    boolean isMissing() {
        return missing().findAny().isPresent();
    }

    /**
     * Whether nothing can happen to it for the time being: it is settled, or waits only for paused or stopped listeners.
     *
     * @param id the listener to check; null for all
     */
    boolean rests(String id) {
        if (id != null) {
            return missing().noneMatch(listener -> listener.spec().id().equals(id) && listener.isDue());
        }
        return isMissing() ? missing().noneMatch(ObservedListener::isDue) : !isUnfinished();
    }

    /** Whether it is settled, or waits only for listeners that their failure policy has stopped. */
    boolean isSettledOrStopped() {
        return isMissing()
                ? missing().allMatch(listener -> outcomes.get(listener.spec().id()) == Outcome.STOPPED)
                : !isUnfinished();
    }

    void forgetSnapshot() {
        observed = null;
    }

    Coordinates coordinates() {
        return coordinates;
    }

    IncomingEvent event() {
        return event;
    }

    boolean isRunning() {
        return invocations.stream().anyMatch(invocation -> !invocation.observed().ended());
    }

    /** The parts of listeners that are due and have not completed. */
    List<Part> dueParts() {
        return open().flatMap(group -> group.listeners().stream()
                .filter(listener -> listener.isDue() && (event == null || listener.wants(event))
                        && !outcomes.containsKey(listener.spec().id()))
                .map(listener -> new Part(this, group, listener.spec().id()))).toList();
    }

    /** Whether the last invocation of a listener has failed. */
    boolean hasFailed(String listener) {
        List<ObservedInvocation> own = invocations.stream().map(Invocation::observed)
                .filter(invocation -> invocation.listener().equals(listener)).toList();
        return !own.isEmpty() && own.get(own.size() - 1).failure() != null;
    }

    boolean isInvoked(String listener) {
        return invocations.stream().anyMatch(invocation -> invocation.observed().listener().equals(listener));
    }

    /** Returns a snapshot. */
    ObservedRecord observed(Set<String> listeners) {
        if (observed != null) {
            return observed;
        }
        Map<String, Outcome> all = new TreeMap<>(outcomes);
        missing().forEach(listener -> all.putIfAbsent(listener.spec().id(), Outcome.PENDING));
        // The listener of a failed invocation may not be among the expected ones, but got the record.
        invocations.forEach(invocation -> all.putIfAbsent(invocation.observed().listener(), Outcome.PENDING));
        ObservedRecord now = new ObservedRecord(topic, coordinates.partition(), coordinates.offset(), event, all,
                invocations.stream().map(Invocation::observed).toList(), listeners);
        observed = isUnfinished() ? null : now;
        return now;
    }
}
