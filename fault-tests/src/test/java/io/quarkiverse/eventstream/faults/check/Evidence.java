package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * What is known of a run once it is over: all that the checks judge by.
 *
 * @param ledger what the workers wrote down
 * @param records what is on the topic, partition by partition in order
 * @param listeners the ids of the listeners
 * @param ordering how the listeners are ordered
 * @param faults what was done to them
 * @param samples what the group had committed in the course of the run
 * @param committed what it has committed in the end, by partition
 * @param ends the end of each partition
 * @param endings how the workers ended
 * @param members members that the group still has
 * @param deadLetters what was put away instead of being done
 */
public record Evidence(Ledger ledger, List<TopicRecord> records, Set<String> listeners, Ordering ordering, List<Fault> faults,
        List<CommitSample> samples, Map<Integer, Long> committed, Map<Integer, Long> ends, List<Ending> endings,
        Set<String> members, DeadLetters deadLetters) {

    /** Events that a listener fails for good. */
    public interface DeadLetters {

        /** There are none. */
        DeadLetters NONE = (listener, event) -> OptionalLong.empty();

        /**
         * What was put away and should not have been.
         *
         * @return a sentence for each
         */
        default List<String> strays() {
            return List.of();
        }

        /**
         * Since when an event counts as done that a listener fails for good.
         *
         * @param listener the listener
         * @param event the event
         * @return the earliest time at which it can have been put away; empty if the listener does not fail it, or it was not
         */
        OptionalLong doneSince(String listener, TopicRecord event);
    }

    /** A delivery of a record to a listener that is not another attempt of the one before. */
    record Begun(String listener, Place place) {}

    /** The deliveries of each record to each listener that began anew, in order of time. */
    Map<Begun, List<Entry>> begun() {
        Map<Begun, List<Entry>> result = new HashMap<>();
        for (Entry entry : ledger.all(entry -> entry.kind() == Kind.STARTED && entry.attempt() == 1)) {
            result.computeIfAbsent(new Begun(entry.listener(), Ledger.placeOf(entry)), begun -> new ArrayList<>(1)).add(entry);
        }
        result.values().forEach(entries -> entries.sort(Comparator.comparingLong(Entry::time)));
        return result;
    }

    /** Since when each record is done by all listeners; those that aren't are missing. */
    Map<Place, Long> doneSince() {
        Map<String, Map<Place, Long>> ends = new HashMap<>();
        ledger.all(Kind.OK).forEach(end -> ends.computeIfAbsent(end.listener(), listener -> new HashMap<>())
                .merge(Ledger.placeOf(end), end.time(), Math::min));
        Map<Place, Long> result = new HashMap<>();
        for (TopicRecord record : records) {
            OptionalLong since = OptionalLong.of(Long.MIN_VALUE);
            for (String listener : listeners) {
                Long ok = ends.getOrDefault(listener, Map.of()).get(record.place());
                OptionalLong end = ok != null ? OptionalLong.of(ok) : deadLetters.doneSince(listener, record);
                since = since.isPresent() && end.isPresent()
                        ? OptionalLong.of(Math.max(since.getAsLong(), end.getAsLong()))
                        : OptionalLong.empty();
            }
            since.ifPresent(time -> result.put(record.place(), time));
        }
        return result;
    }
}
