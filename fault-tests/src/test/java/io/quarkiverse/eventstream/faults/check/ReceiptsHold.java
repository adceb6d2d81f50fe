package io.quarkiverse.eventstream.faults.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.EventId;

/** A published event has the coordinates of its receipt, and no event is on the topics twice. */
public final class ReceiptsHold implements Check {

    @Override
    public String invariant() {
        return "published events have the coordinates of their receipts, and no others";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations().addAll(evidence.ledger().receipts().doubles());
        Map<Integer, BitSet> seen = new HashMap<>();
        evidence.topics().forEach(record -> {
            BitSet numbers = seen.computeIfAbsent(record.id().publisher(), publisher -> new BitSet());
            int number = Math.toIntExact(record.id().number());
            if (numbers.get(number)) {
                result.add(() -> "the event " + record.id() + " is on the topic again at " + record.coordinates());
            }
            numbers.set(number);
        });
        evidence.ledger().receipts().forEach((coordinates, event) -> {
            EventId there = evidence.topics().at(coordinates);
            if (!event.equals(there) && !evidence.topics().isDeleted(coordinates)) {
                result.add(() -> "the receipt of " + event + " names " + coordinates + ", where there is " + there);
            }
        });
        return result;
    }
}
