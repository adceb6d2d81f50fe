package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * Every event on a topic was completed by every listener, or dead-lettered for it. That includes events whose publisher got no
 * acknowledgement. Where offsets are committed before, events may be missing that a killed worker held: those that follow its last
 * delivery.
 */
public final class NothingLost implements Check {

    @Override
    public String invariant() {
        return "nothing is lost";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.topics().partitions().forEach(partition -> evidence.expected().listeners()
                .forEach(listener -> check(evidence, partition, listener, result)));
        return result;
    }

    private static void check(Evidence evidence, Partition partition, int listener, Violations result) {
        Delivery[] last = {null};
        evidence.topics().forEach(partition, record -> {
            Delivery delivery = evidence.ledger().firstStart(listener, record.coordinates());
            last[0] = delivery == null ? last[0] : delivery;
            if (!isCompleted(evidence, listener, record) && !(evidence.isAtMostOnce() && wasHeldByKilled(last[0], evidence))) {
                result.add(() -> "the event " + record.id() + " at " + record.coordinates()
                        + " was never completed by listener " + listener);
            }
        });
    }

    private static boolean isCompleted(Evidence evidence, int listener, TopicRecord record) {
        return evidence.ledger().isCompleted(listener, record.coordinates())
                || evidence.deadLetters().deadLetteredSince(listener, record).isPresent();
    }

    /** Whether the worker of the last delivery of a partition was killed afterwards; there may be none before the first kill. */
    private static boolean wasHeldByKilled(Delivery last, Evidence evidence) {
        return evidence.faults().stream().anyMatch(fault -> last == null ? fault.repeatsAnything() : fault.mayRepeat(last));
    }
}
