package io.quarkiverse.eventstream.faults.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/** At no time had the group committed an event that was not settled, unless events are committed before. */
public final class NeverCommittedEarly implements Check {

    /** A committed offset, and the time at which it was first observed. */
    private record Commit(long offset, long time) {}

    @Override
    public String invariant() {
        return "no event is committed before it is settled";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        if (!evidence.isAtMostOnce()) {
            evidence.topics().partitions().forEach(partition -> check(evidence, partition, result));
        }
        return result;
    }

    /** Compares the time at which each event was settled with the time at which it was first committed. */
    private static void check(Evidence evidence, Partition partition, Violations result) {
        Iterator<Commit> commits = commits(evidence.commits().samples(), partition).iterator();
        if (!commits.hasNext()) {
            return;
        }
        Commit[] next = {commits.next()};
        boolean[] reported = {false};
        evidence.topics().forEach(partition, record -> {
            while (next[0] != null && next[0].offset() <= record.coordinates().offset()) {
                next[0] = commits.hasNext() ? commits.next() : null;
            }
            if (next[0] != null && evidence.settledSince(record) > next[0].time() && !reported[0]) {
                reported[0] = true;
                long offset = next[0].offset();
                result.add(() -> "of partition " + partition + ", " + offset + " was committed although "
                        + record.coordinates().offset() + " was not settled");
            }
        });
    }

    /** The time at which each offset, or a higher one, was first committed: a later, lower commit does not undo an early one. */
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
