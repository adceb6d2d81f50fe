package io.quarkiverse.eventstream.faults.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/** At no time had the group committed an event that was not done by then. */
public final class NeverCommittedEarly implements Check {

    /** What was first seen to be committed, and when. */
    private record Commit(long offset, long time) {}

    @Override
    public String invariant() {
        return "nothing is committed before it is done";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        evidence.topics().partitions().forEach(partition -> look(evidence, partition, result));
        return result;
    }

    /** Along the partition: when was everything up to here done, and when was it first committed? */
    private static void look(Evidence evidence, Partition partition, Violations result) {
        Iterator<Commit> commits = commits(evidence.samples(), partition).iterator();
        if (!commits.hasNext()) {
            return;
        }
        Commit[] next = {commits.next()};
        boolean[] reported = {false};
        evidence.topics().forEach(partition, record -> {
            while (next[0] != null && next[0].offset() <= record.place().offset()) {
                next[0] = commits.hasNext() ? commits.next() : null;
            }
            if (next[0] != null && evidence.doneSince(record) > next[0].time() && !reported[0]) {
                reported[0] = true;
                long offset = next[0].offset();
                result.add(() -> "of partition " + partition + ", " + offset + " was committed although "
                        + record.place().offset() + " was not done");
            }
        });
    }

    /** When each offset, or more, was first seen to be committed: a commit that goes back does not undo one that was early. */
    private static List<Commit> commits(List<CommitSample> samples, Partition partition) {
        Map<Long, Commit> first = new HashMap<>();
        long highest = -1;
        for (CommitSample sample : samples) {
            Long offset = sample.offsets().get(partition);
            if (offset != null && offset > highest) {
                highest = offset;
                first.put(offset, new Commit(offset, sample.time()));
            }
        }
        return first.values().stream().sorted(Comparator.comparingLong(Commit::offset)).toList();
    }
}
