package io.quarkiverse.eventstream.faults.check;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.TopicContents;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.ledger.Violations;

/**
 * The data of a run by which the checks judge it.
 *
 * @param ledger the entries of the workers
 * @param topics the records on the topics
 * @param expected the properties of the workload
 * @param faults the injected faults
 * @param commits the committed offsets
 * @param end the state after the stop of all workers
 * @param deadLetters the dead letters
 */
public record Evidence(Ledger ledger, TopicContents topics, Expected expected, List<Fault> faults, Commits commits, End end,
        DeadLetters deadLetters) {

    /**
     * The properties of the workload.
     *
     * @param listeners the numbers of the listeners
     * @param ordering the ordering of the listeners
     * @param allowances the anomalies that the workload allows
     */
    public record Expected(Set<Integer> listeners, Ordering ordering, Set<Allowance> allowances) {}

    /**
     * The committed offsets of the group.
     *
     * @param samples the offsets during the run, in order of time
     * @param last the offsets in the end
     */
    public record Commits(List<CommitSample> samples, Map<Partition, Long> last) {}

    /**
     * The state after the stop of all workers.
     *
     * @param endings the ends of the workers
     * @param members the members that the group still has
     */
    public record End(List<Ending> endings, Set<String> members) {}

    /** An anomaly that a workload may allow. */
    public enum Allowance {
        /** Publications fail that could not succeed. */
        REFUSED_PUBLICATIONS,
        /** Events that a killed worker held are lost, because they were committed before: no delivery is repeated. */
        AT_MOST_ONCE
    }

    /** Events that a listener fails for good. */
    public interface DeadLetters {

        /** No dead letters. */
        DeadLetters NONE = (listener, event) -> OptionalLong.empty();

        /** The dead letters that should not exist. */
        default Violations unexpected() {
            return new Violations();
        }

        /**
         * The earliest time at which an event can have been dead-lettered for a listener.
         *
         * @return empty if it was not
         */
        OptionalLong deadLetteredSince(int listener, TopicRecord event);
    }

    /** Whether offsets are committed before listeners are invoked. */
    boolean isAtMostOnce() {
        return expected.allowances().contains(Allowance.AT_MOST_ONCE);
    }

    /** The time at which a record was settled; {@link Long#MAX_VALUE} if it was not. */
    long settledSince(TopicRecord record) {
        long since = Long.MIN_VALUE;
        for (int listener : expected.listeners()) {
            long ok = ledger.completedSince(listener, record.coordinates());
            since = Math.max(since,
                    ok != Long.MAX_VALUE ? ok : deadLetters.deadLetteredSince(listener, record).orElse(Long.MAX_VALUE));
        }
        return since;
    }
}
