package io.quarkiverse.eventstream.faults.ledger;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Ordering;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.EventId;

/** Finds invocations of a worker and listener that overlap, although their events are ordered. Not thread-safe. */
final class Overlaps {

    private record Lane(int worker, int listener, Object queue) {}

    private final Ordering ordering;
    private final Map<Lane, EventId> running = new HashMap<>();
    private final Violations violations = new Violations();

    Overlaps(Ordering ordering) {
        this.ordering = ordering;
    }

    /** Adds the start or the end of an invocation. */
    void add(int worker, Coordinates coordinates, Entry entry) {
        ordering.queueOf(coordinates, entry.key()).ifPresent(queue -> add(new Lane(worker, entry.listener(), queue), entry));
    }

    private void add(Lane lane, Entry entry) {
        if (entry.kind() != Kind.STARTED) {
            running.remove(lane);
            return;
        }
        EventId other = running.put(lane, entry.event());
        if (other != null) {
            violations.add(() -> "listener " + lane.listener() + " in worker " + lane.worker() + " got " + entry.event()
                    + " while its invocation for " + other + " was running");
        }
    }

    Violations violations() {
        return violations;
    }
}
