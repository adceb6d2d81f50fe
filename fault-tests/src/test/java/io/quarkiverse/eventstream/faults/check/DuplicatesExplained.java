package io.quarkiverse.eventstream.faults.check;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.eventstream.faults.ledger.Coordinates;
import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Ledger.Received;
import io.quarkiverse.eventstream.faults.ledger.Repetition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * A delivery is repeated only if the one before could not be committed: because a fault explains that, or because the previous worker
 * gave up the partition before all its listeners had completed the event or, where events overtake each other, an event before it.
 * Where offsets are committed before, none is repeated.
 */
public final class DuplicatesExplained implements Check {

    @Override
    public String invariant() {
        return "duplicates stay within their bound";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.ledger().forEachRepetition((received, repetition) -> {
            Delivery before = repetition.before();
            Delivery again = repetition.again();
            if (evidence.isAtMostOnce()
                    || !mayBeRepeated(before, evidence.faults()) && !wasOpen(received, repetition, evidence)) {
                result.add(() -> "the event " + evidence.ledger().received(received.coordinates()) + " at "
                        + received.coordinates()
                        + " was repeated at listener " + received.listener() + ", first in worker " + before.worker()
                        + ", then in worker " + again.worker() + " " + (again.time() - before.time()) / 1_000_000
                        + " ms later");
            }
        });
        return result;
    }

    /** The number of deliveries that may be repeated, as faults, open invocations and overtaking explain them. */
    static long bound(Evidence evidence) {
        if (evidence.isAtMostOnce()) {
            return 0;
        }
        List<Fault> repeating = evidence.faults().stream().filter(Fault::repeatsAnything).toList();
        AtomicLong bound = new AtomicLong();
        evidence.ledger().forEachBegun((received, delivery) -> {
            if (mayBeRepeated(delivery, repeating) || !isSettled(received.coordinates(), delivery, Long.MAX_VALUE, evidence)) {
                bound.incrementAndGet();
            }
        });
        // Of those that were completed too late, or overtook others, only the repeated ones: checking all would take too long.
        evidence.ledger().forEachRepetition((received, repetition) -> {
            if (!mayBeRepeated(repetition.before(), repeating)
                    && isSettled(received.coordinates(), repetition.before(), Long.MAX_VALUE, evidence)
                    && wasOpen(received, repetition, evidence)) {
                bound.incrementAndGet();
            }
        });
        return bound.get();
    }

    private static boolean mayBeRepeated(Delivery delivery, List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault.mayRepeat(delivery));
    }

    /** Whether an event, or one that it has overtaken, was not settled in its worker when it was delivered again. */
    private static boolean wasOpen(Received received, Repetition repetition, Evidence evidence) {
        return !isSettled(received.coordinates(), repetition.before(), repetition.again().time(), evidence)
                || hasOvertaken(received, repetition.before(), evidence);
    }

    /** Whether all listeners in the worker of a delivery had completed the event before a time. */
    private static boolean isSettled(Coordinates coordinates, Delivery delivery, long before, Evidence evidence) {
        return evidence.expected().listeners().stream()
                .allMatch(listener -> evidence.ledger().completedSince(listener, coordinates, delivery.worker()) < before);
    }

    /**
     * Whether an earlier event of the partition was open at the delivery, and its worker never settled that one: then it could not
     * commit so far.
     */
    private static boolean hasOvertaken(Received received, Delivery delivery, Evidence evidence) {
        boolean[] found = {false};
        if (evidence.expected().ordering() != Ordering.PARTITION) {
            evidence.topics().forEach(received.coordinates().topicPartition(),
                    record -> found[0] |= record.coordinates().offset() < received.coordinates().offset()
                            && evidence.settledSince(record) > delivery.time()
                            && !isSettled(record.coordinates(), delivery, Long.MAX_VALUE, evidence));
        }
        return found[0];
    }
}
