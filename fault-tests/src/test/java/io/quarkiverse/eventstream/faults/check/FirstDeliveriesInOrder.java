package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * No event is delivered to a listener for the first time, by any worker, after a later one of its partition or key. This holds
 * even while a worker that was cut off still delivers what another has taken over: whoever takes over begins at or before what
 * the other has reached, and both go on without a gap.
 */
public final class FirstDeliveriesInOrder implements Check {

    @Override
    public String invariant() {
        return "first deliveries are in order";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<Entry> starts = new ArrayList<>(evidence.ledger().all(Kind.STARTED));
        starts.sort(Comparator.comparingLong(Entry::time));
        List<String> result = new ArrayList<>();
        Map<String, Set<Place>> seen = new HashMap<>();
        Map<List<Object>, Long> reached = new HashMap<>();
        for (Entry start : starts) {
            if (seen.computeIfAbsent(start.listener(), listener -> new HashSet<>()).add(Ledger.placeOf(start))) {
                evidence.ordering().queueOf(start).ifPresent(queue -> {
                    List<Object> key = List.of(start.listener(), queue);
                    long before = reached.getOrDefault(key, -1L);
                    if (start.offset() < before) {
                        result.add("the event " + start.id() + " at " + Ledger.placeOf(start) + " first came to "
                                + start.listener() + " after that at offset " + before);
                    }
                    reached.put(key, Math.max(before, start.offset()));
                });
            }
        }
        return result;
    }
}
