package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.worker.Entry;

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
    public List<String> violations(Evidence evidence) {
        Map<Integer, TreeMap<Long, Long>> committed = new HashMap<>();
        evidence.samples().forEach(sample -> sample.offsets().forEach((partition, offset) -> committed
                .computeIfAbsent(partition, p -> new TreeMap<>()).put(sample.time(), offset)));
        List<String> result = new ArrayList<>();
        evidence.begun().forEach((begun, entries) -> {
            for (Entry again : entries.subList(1, entries.size())) {
                var seen = committed.getOrDefault(again.partition(), new TreeMap<>()).floorEntry(again.time());
                if (seen != null && seen.getValue() > again.offset() && !mayHaveBeenCutOff(again, evidence)) {
                    result.add("the event " + again.id() + " at " + begun.place() + " came again to " + begun.listener()
                            + " in " + again.worker() + " although " + seen.getValue() + " was committed");
                }
            }
        });
        return result;
    }

    private static boolean mayHaveBeenCutOff(Entry delivery, Evidence evidence) {
        return evidence.faults().stream().anyMatch(fault -> fault.mayHideLoss(delivery));
    }
}
