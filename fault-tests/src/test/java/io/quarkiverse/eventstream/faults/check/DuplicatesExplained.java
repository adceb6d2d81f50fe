package io.quarkiverse.eventstream.faults.check;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Ledger.Received;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * A delivery is begun anew only where what came before could not be committed: because a fault says so, or because the worker
 * that had the event gave its partition away before all of its listeners were done with it; or, where events overtake each
 * other, with one before it.
 */
public final class DuplicatesExplained implements Check {

    @Override
    public String invariant() {
        return "duplicates stay within their bound";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.ledger().forEachRepeated((received, deliveries) -> {
            for (int i = 1; i < deliveries.size(); i++) {
                Delivery before = deliveries.get(i - 1);
                Delivery again = deliveries.get(i);
                if (!mayBeRepeated(before, evidence.faults()) && isDone(received.place(), before, again.time(), evidence)
                        && !hasOvertaken(received, before, evidence)) {
                    result.add(() -> "the event " + evidence.ledger().received(received.place()) + " at " + received.place()
                            + " came again to listener " + received.listener() + ", first in worker " + before.worker()
                            + ", then in worker " + again.worker() + " " + (again.time() - before.time()) / 1_000_000
                            + " ms later");
                }
            }
        });
        return result;
    }

    /** How many deliveries may be repetitions, as faults, open invocations and overtaking explain them. */
    static long bound(Evidence evidence) {
        List<Fault> repeating = evidence.faults().stream().filter(Fault::repeatsAnything).toList();
        AtomicLong bound = new AtomicLong();
        evidence.ledger().forEachBegun((received, delivery) -> {
            if (mayBeRepeated(delivery, repeating) || !isDone(received.place(), delivery, Long.MAX_VALUE, evidence)) {
                bound.incrementAndGet();
            }
        });
        // Of those that overtook others, only what did come again: to ask for each would take its time.
        evidence.ledger().forEachRepeated((received, deliveries) -> bound.addAndGet(deliveries.subList(0, deliveries.size() - 1)
                .stream().filter(before -> !mayBeRepeated(before, repeating)
                        && isDone(received.place(), before, Long.MAX_VALUE, evidence)
                        && hasOvertaken(received, before, evidence))
                .count()));
        return bound.get();
    }

    private static boolean mayBeRepeated(Delivery delivery, List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault.mayRepeat(delivery));
    }

    /** Whether all listeners of the worker that had it were done with an event before a certain time. */
    private static boolean isDone(Place place, Delivery delivery, long before, Evidence evidence) {
        return evidence.listeners().stream()
                .allMatch(listener -> evidence.ledger().doneSince(listener, place, delivery.worker()) < before);
    }

    /**
     * Whether an event of the partition that comes before it was open when it was delivered, and its worker never got done with
     * that one: then it could not commit so far.
     */
    private static boolean hasOvertaken(Received received, Delivery delivery, Evidence evidence) {
        boolean[] found = {false};
        if (evidence.ordering() != Ordering.PARTITION) {
            evidence.topics().forEach(received.place().of(),
                    record -> found[0] |= record.place().offset() < received.place().offset()
                            && evidence.doneSince(record) > delivery.time()
                            && !isDone(record.place(), delivery, Long.MAX_VALUE, evidence));
        }
        return found[0];
    }
}
