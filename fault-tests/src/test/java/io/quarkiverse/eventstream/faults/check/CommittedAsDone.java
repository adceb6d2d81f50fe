package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;

/** In the end, what is committed of each partition is exactly what the ledger says is done. */
public final class CommittedAsDone implements Check {

    @Override
    public String invariant() {
        return "in the end everything done is committed, and nothing else";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<Integer, Long> expected = new HashMap<>(evidence.ends());
        Map<Place, Long> done = evidence.doneSince();
        for (TopicRecord record : evidence.records()) {
            if (!done.containsKey(record.place())) {
                expected.merge(record.place().partition(), record.place().offset(), Math::min);
            }
        }
        List<String> result = new ArrayList<>();
        expected.forEach((partition, offset) -> {
            Long committed = evidence.committed().get(partition);
            if (!offset.equals(committed)) {
                result.add("of partition " + partition + ", " + offset + " is done and " + committed + " is committed");
            }
        });
        return result;
    }

    /** Whether the end of every partition is committed. */
    static boolean all(Evidence evidence) {
        return evidence.ends().equals(evidence.committed());
    }
}
