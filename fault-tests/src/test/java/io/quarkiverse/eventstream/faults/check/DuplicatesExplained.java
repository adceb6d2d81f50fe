package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * A delivery is begun anew only where what came before could not be committed: because a fault says so, or because the worker
 * that had the event gave its partition away before all of its listeners were done with it; or, where events overtake each
 * other, with one before it.
 */
public final class DuplicatesExplained implements Check {

    private record Held(String worker, Place place) {}

    @Override
    public String invariant() {
        return "duplicates stay within their bound";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<Held, Map<String, Long>> done = done(evidence);
        Map<Place, Long> doneSince = evidence.doneSince();
        List<String> result = new ArrayList<>();
        evidence.begun().forEach((begun, entries) -> {
            for (int i = 1; i < entries.size(); i++) {
                Entry before = entries.get(i - 1);
                Entry again = entries.get(i);
                if (!mayBeRepeated(before, evidence) && isDone(before, again.time(), evidence.listeners(), done)
                        && !hasOvertaken(before, evidence, doneSince, done)) {
                    result.add("the event " + before.id() + " at " + begun.place() + " came again to " + begun.listener()
                            + ", first in " + before.worker() + ", then in " + again.worker() + " "
                            + (again.time() - before.time()) / 1_000_000 + " ms later");
                }
            }
        });
        return result;
    }

    /** How many deliveries were begun anew. */
    static int count(Evidence evidence) {
        return evidence.begun().values().stream().mapToInt(entries -> entries.size() - 1).sum();
    }

    /** How many there may have been. */
    static int bound(Evidence evidence) {
        Map<Held, Map<String, Long>> done = done(evidence);
        Map<Place, Long> doneSince = evidence.doneSince();
        return (int) evidence.begun().values().stream().flatMap(List::stream)
                .filter(entry -> mayBeRepeated(entry, evidence)
                        || !isDone(entry, Long.MAX_VALUE, evidence.listeners(), done)
                        || hasOvertaken(entry, evidence, doneSince, done))
                .count();
    }

    private static boolean mayBeRepeated(Entry delivery, Evidence evidence) {
        return evidence.faults().stream().anyMatch(fault -> fault.mayRepeat(delivery));
    }

    /** When each listener of each worker was done with an event. */
    private static Map<Held, Map<String, Long>> done(Evidence evidence) {
        Map<Held, Map<String, Long>> result = new HashMap<>();
        evidence.ledger().all(Kind.OK).forEach(end -> result
                .computeIfAbsent(new Held(end.worker(), Ledger.placeOf(end)), held -> new HashMap<>(4))
                .merge(end.listener(), end.time(), Math::min));
        return result;
    }

    /** Whether all listeners of the worker that had it were done with an event before a certain time. */
    private static boolean isDone(Entry delivery, long before, Set<String> listeners, Map<Held, Map<String, Long>> done) {
        Map<String, Long> ends = done.getOrDefault(new Held(delivery.worker(), Ledger.placeOf(delivery)), Map.of());
        return listeners.stream().allMatch(listener -> ends.getOrDefault(listener, Long.MAX_VALUE) < before);
    }

    /**
     * Whether an event of the partition that comes before it was open when it was delivered, and its worker never got done with
     * that one: then it could not commit so far.
     */
    private static boolean hasOvertaken(Entry delivery, Evidence evidence, Map<Place, Long> doneSince,
            Map<Held, Map<String, Long>> done) {
        return evidence.ordering() != Ordering.PARTITION && evidence.records().stream().map(TopicRecord::place)
                .filter(place -> place.partition() == delivery.partition() && place.offset() < delivery.offset())
                .filter(place -> doneSince.getOrDefault(place, Long.MAX_VALUE) > delivery.time())
                .anyMatch(place -> !done.getOrDefault(new Held(delivery.worker(), place), Map.of()).keySet()
                        .containsAll(evidence.listeners()));
    }
}
