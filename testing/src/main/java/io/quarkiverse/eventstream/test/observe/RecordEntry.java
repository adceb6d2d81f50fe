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
import io.quarkiverse.eventstream.test.ObservedCall;
import io.quarkiverse.eventstream.test.ObservedRecord;
import io.quarkiverse.eventstream.test.Outcome;

/**
 * What is known of a record. Guarded by the {@link Journal}.
 */
final class RecordEntry {

    /**
     * What a listener has to do with a record.
     *
     * @param record the record
     * @param group the listener's group, which has its topic consumed
     * @param listener the listener's id
     */
    record Part(RecordEntry record, RecordedGroup group, String listener) {

        /** The listener has failed, and is to be called again. */
        boolean hasFailed() {
            return record.hasFailed(listener);
        }

        /** It comes after another, which is to be dealt with first. */
        boolean isBehind(Part other) {
            return !record.isCalled(listener) && group == other.group && record.place.isBehind(other.record.place)
                    && switch (group.ordering()) {
                        case PARTITION -> true;
                        case KEY -> record.event != null && Objects.equals(record.event.key(), other.record.event.key());
                        case UNORDERED -> false;
                    };
        }
    }

    private final Place place;
    private final String topic;
    private final Set<RecordedGroup> expected = new LinkedHashSet<>();
    private final Set<RecordedGroup> done = new HashSet<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private IncomingEvent event;
    private boolean undecodable;
    /** Once everybody is through; null if that has to be looked at anew. */
    private ObservedRecord observed;

    RecordEntry(Place place, String topic) {
        this.place = place;
        this.topic = topic;
    }

    /** It was published, or pushed: these groups have to deal with it. */
    void sent(IncomingEvent content, List<RecordedGroup> groups) {
        observed = null;
        event = content;
        expected.addAll(groups);
    }

    boolean isCalled() {
        return !calls.isEmpty();
    }

    void called(Call call) {
        observed = null;
        calls.add(call);
        event = Objects.requireNonNullElse(event, call.observed().event());
        outcomes.remove(call.observed().listener(), Outcome.STOPPED);
    }

    /** A call has ended. */
    void ended(Call call, Throwable failure) {
        observed = null;
        call.end(failure);
        if (failure == null && !call.observed().event().isReplay()) {
            outcomes.put(call.observed().listener(), Outcome.DELIVERED);
        }
    }

    void put(String listener, Outcome outcome) {
        observed = null;
        outcomes.put(listener, outcome);
    }

    void undecodable() {
        undecodable = true;
    }

    /** A group is through with it. */
    void done(RecordedGroup group, List<String> concerned) {
        observed = null;
        done.add(group);
        if (undecodable) {
            concerned.forEach(listener -> outcomes.putIfAbsent(listener, Outcome.UNDECODABLE));
        }
    }

    boolean isUnfinished() {
        return open().findAny().isPresent();
    }

    private Stream<RecordedGroup> open() {
        return expected.stream().filter(group -> !group.isOver() && !done.contains(group));
    }

    /** Of groups that are not through with it: the listeners that it concerns, as far as is known, and that are not either. */
    private Stream<ObservedListener> missing() {
        return open().<ObservedListener>flatMap(group -> group.listeners().stream())
                .filter(listener -> event == null || listener.wants(event))
                .filter(listener -> outcomes.getOrDefault(listener.spec().id(), Outcome.STOPPED) == Outcome.STOPPED);
    }

    boolean isMissing() {
        return missing().findAny().isPresent();
    }

    /**
     * Whether nothing is to be expected of it for the time being: it is dealt with, or only left because listeners were paused or
     * stopped.
     *
     * @param id the listener whose part is asked for; null for all
     */
    boolean rests(String id) {
        if (id != null) {
            return missing().noneMatch(listener -> listener.spec().id().equals(id) && listener.isDue());
        }
        return isMissing() ? missing().noneMatch(ObservedListener::isDue) : !isUnfinished();
    }

    /** Whether it is dealt with: all groups are through, or what is missing are listeners that were stopped. */
    boolean isDealtWith() {
        return isMissing()
                ? missing().allMatch(listener -> outcomes.get(listener.spec().id()) == Outcome.STOPPED)
                : !isUnfinished();
    }

    void forgetSnapshot() {
        observed = null;
    }

    Place place() {
        return place;
    }

    IncomingEvent event() {
        return event;
    }

    /** Whether a call runs. */
    boolean isRunning() {
        return calls.stream().anyMatch(call -> !call.observed().ended());
    }

    /** The parts of listeners that are due and not through with it. */
    List<Part> dueParts() {
        return open().flatMap(group -> group.listeners().stream()
                .filter(listener -> listener.isDue() && (event == null || listener.wants(event))
                        && !outcomes.containsKey(listener.spec().id()))
                .map(listener -> new Part(this, group, listener.spec().id()))).toList();
    }

    /** Whether the last call of a listener has failed, and it is not said yet what becomes of that. */
    boolean hasFailed(String listener) {
        List<ObservedCall> own = calls.stream().map(Call::observed).filter(call -> call.listener().equals(listener)).toList();
        return !own.isEmpty() && own.get(own.size() - 1).failure() != null;
    }

    boolean isCalled(String listener) {
        return calls.stream().anyMatch(call -> call.observed().listener().equals(listener));
    }

    /**
     * What is known of it.
     *
     * @param listeners all listeners there are
     */
    ObservedRecord observed(Set<String> listeners) {
        if (observed != null) {
            return observed;
        }
        Map<String, Outcome> all = new TreeMap<>(outcomes);
        missing().forEach(listener -> all.putIfAbsent(listener.spec().id(), Outcome.PENDING));
        // A listener whose call has failed may not be expected to get the record, but has.
        calls.forEach(call -> all.putIfAbsent(call.observed().listener(), Outcome.PENDING));
        ObservedRecord now = new ObservedRecord(topic, place.partition(), place.offset(), event, all,
                calls.stream().map(Call::observed).toList(), listeners);
        observed = isUnfinished() ? null : now;
        return now;
    }
}
