package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;

/** At no time had the group committed an event that was not done by then. */
public final class NeverCommittedEarly implements Check {

    @Override
    public String invariant() {
        return "nothing is committed before it is done";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<Integer, TreeMap<Long, Long>> doneBelow = doneBelow(evidence);
        List<String> result = new ArrayList<>();
        Map<Integer, Long> reported = new HashMap<>();
        for (CommitSample sample : evidence.samples()) {
            sample.offsets().forEach((partition, offset) -> {
                var below = doneBelow.getOrDefault(partition, new TreeMap<>()).lowerEntry(offset);
                if (below != null && below.getValue() > sample.time() && reported.put(partition, offset) == null) {
                    result.add("of partition " + partition + ", " + offset + " was committed although "
                            + below.getKey() + " or one before it was not done");
                }
            });
        }
        return result;
    }

    /** For each offset of each partition, since when it and all before it are done. */
    private static Map<Integer, TreeMap<Long, Long>> doneBelow(Evidence evidence) {
        Map<Place, Long> done = evidence.doneSince();
        Map<Integer, TreeMap<Long, Long>> result = new HashMap<>();
        for (TopicRecord record : evidence.records()) {
            TreeMap<Long, Long> partition = result.computeIfAbsent(record.place().partition(), p -> new TreeMap<>());
            long before = partition.isEmpty() ? Long.MIN_VALUE : partition.lastEntry().getValue();
            partition.put(record.place().offset(), Math.max(before, done.getOrDefault(record.place(), Long.MAX_VALUE)));
        }
        return result;
    }
}
