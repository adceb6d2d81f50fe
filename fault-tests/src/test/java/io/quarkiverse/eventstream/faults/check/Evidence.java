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
 * @param listeners the numbers of the listeners
 * @param ordering the ordering of the listeners
 * @param faults the injected faults
 * @param samples the committed offsets during the run
 * @param committed the committed offsets in the end
 * @param endings the ends of the workers
 * @param members the members that the group still has
 * @param deadLetters the dead letters
 * @param allowances the anomalies that the workload allows
 */
public record Evidence(Ledger ledger, TopicContents topics, Set<Integer> listeners, Ordering ordering, List<Fault> faults,
        List<CommitSample> samples, Map<Partition, Long> committed, List<Ending> endings, Set<String> members,
        DeadLetters deadLetters, Set<Allowance> allowances) {

    /** An anomaly that a workload may allow. */
    public enum Allowance {
        /** Publications fail that could not succeed. */
        REFUSED_PUBLICATIONS,
        /** Events of a key change partitions, because partitions were added. */
        MOVED_KEYS,
        /** The broker keeps a record without a correct acknowledgement. */
        LOST_ACKNOWLEDGEMENTS
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

    /** The time at which a record was settled; {@link Long#MAX_VALUE} if it was not. */
    long settledSince(TopicRecord record) {
        long since = Long.MIN_VALUE;
        for (int listener : listeners) {
            long ok = ledger.completedSince(listener, record.coordinates());
            since = Math.max(since,
                    ok != Long.MAX_VALUE ? ok : deadLetters.deadLetteredSince(listener, record).orElse(Long.MAX_VALUE));
        }
        return since;
    }
}
