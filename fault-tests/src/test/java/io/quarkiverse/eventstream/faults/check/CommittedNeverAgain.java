package io.quarkiverse.eventstream.faults.check;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * A committed event is not delivered again, under any fault; except by a worker that was cut off and still delivers the events of its
 * partition, after its successor has committed.
 */
public final class CommittedNeverAgain implements Check {

    @Override
    public String invariant() {
        return "committed events are never delivered again";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Map<Partition, TreeMap<Long, Long>> committed = new HashMap<>();
        evidence.commits().samples().forEach(sample -> sample.offsets().forEach((partition, offset) -> committed
                .computeIfAbsent(partition, p -> new TreeMap<>()).put(sample.time(), offset)));
        Violations result = new Violations();
        evidence.ledger().forEachRepetition((received, repetition) -> {
            Delivery again = repetition.again();
            var seen = committed.getOrDefault(received.coordinates().topicPartition(), new TreeMap<>())
                    .floorEntry(again.time());
            if (seen != null && seen.getValue() > received.coordinates().offset() && !mayHaveBeenCutOff(again, evidence)) {
                result.add(() -> "the event " + evidence.ledger().received(received.coordinates()) + " at "
                        + received.coordinates()
                        + " was repeated at listener " + received.listener() + " in worker " + again.worker() + " although "
                        + seen.getValue() + " was committed");
            }
        });
        return result;
    }

    private static boolean mayHaveBeenCutOff(Delivery delivery, Evidence evidence) {
        return evidence.faults().stream().anyMatch(fault -> fault.mayHideLoss(delivery));
    }
}
