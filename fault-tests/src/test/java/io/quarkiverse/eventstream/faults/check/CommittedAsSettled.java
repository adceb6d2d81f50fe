package io.quarkiverse.eventstream.faults.check;

import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/** In the end, the committed offset of each partition is the frontier that the ledger shows. */
public final class CommittedAsSettled implements Check {

    @Override
    public String invariant() {
        return "in the end exactly the settled events are committed";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Map<Partition, Long> expected = ends(evidence);
        evidence.topics().forEach(record -> {
            if (!evidence.isAtMostOnce() && evidence.settledSince(record) == Long.MAX_VALUE) {
                expected.merge(record.coordinates().topicPartition(), record.coordinates().offset(), Math::min);
            }
        });
        Violations result = new Violations();
        expected.forEach((partition, offset) -> {
            Long committed = evidence.commits().last().get(partition);
            if (!offset.equals(committed)) {
                result.add(
                        () -> "of partition " + partition + ", " + offset + " is settled and " + committed + " is committed");
            }
        });
        return result;
    }

    private static Map<Partition, Long> ends(Evidence evidence) {
        Map<Partition, Long> ends = new TreeMap<>();
        evidence.topics().partitions().forEach(partition -> ends.put(partition, evidence.topics().end(partition)));
        return ends;
    }

    /** Whether the end of every partition is committed. */
    static boolean all(Evidence evidence) {
        return ends(evidence).equals(new TreeMap<>(evidence.commits().last()));
    }
}
