package io.quarkiverse.eventstream.faults.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.EventId;

/** An event whose publication succeeded is where its receipt says, and none is on the topics twice. */
public final class ReceiptsHold implements Check {

    @Override
    public String invariant() {
        return "what was published is where the receipt says, and only there";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations().addAll(evidence.ledger().receipts().doubles());
        Map<Integer, BitSet> seen = new HashMap<>();
        evidence.topics().forEach(record -> {
            BitSet numbers = seen.computeIfAbsent(record.id().publisher(), publisher -> new BitSet());
            int number = Math.toIntExact(record.id().number());
            if (numbers.get(number)) {
                result.add(() -> "the event " + record.id() + " is on the topic once more at " + record.place());
            }
            numbers.set(number);
        });
        evidence.ledger().receipts().forEach((place, event) -> {
            EventId there = evidence.topics().at(place);
            if (!event.equals(there) && !evidence.topics().isDeleted(place)) {
                result.add(() -> "the receipt of " + event + " says " + place + ", where there is " + there);
            }
        });
        return result;
    }
}
