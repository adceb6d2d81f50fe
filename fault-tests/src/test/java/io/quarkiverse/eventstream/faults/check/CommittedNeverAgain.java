package io.quarkiverse.eventstream.faults.check;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.ledger.Delivery;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * What the group was seen to have committed is delivered to nobody after that, whatever the faults allow; except by a worker that
 * was cut off and goes on with what it holds, while another that took its partition over has committed.
 */
public final class CommittedNeverAgain implements Check {

    @Override
    public String invariant() {
        return "what is committed never comes again";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Map<Partition, TreeMap<Long, Long>> committed = new HashMap<>();
        evidence.samples().forEach(sample -> sample.offsets().forEach((partition, offset) -> committed
                .computeIfAbsent(partition, p -> new TreeMap<>()).put(sample.time(), offset)));
        Violations result = new Violations();
        evidence.ledger().forEachRepeated((received, deliveries) -> {
            for (Delivery again : deliveries.subList(1, deliveries.size())) {
                var seen = committed.getOrDefault(received.place().of(), new TreeMap<>()).floorEntry(again.time());
                if (seen != null && seen.getValue() > received.place().offset() && !mayHaveBeenCutOff(again, evidence)) {
                    result.add(() -> "the event " + evidence.ledger().received(received.place()) + " at " + received.place()
                            + " came again to listener " + received.listener() + " in worker " + again.worker() + " although "
                            + seen.getValue() + " was committed");
                }
            }
        });
        return result;
    }

    private static boolean mayHaveBeenCutOff(Delivery delivery, Evidence evidence) {
        return evidence.faults().stream().anyMatch(fault -> fault.mayHideLoss(delivery));
    }
}
