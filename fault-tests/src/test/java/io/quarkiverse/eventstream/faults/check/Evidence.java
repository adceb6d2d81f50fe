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
 * What is known of a run once it is over: all that the checks judge by.
 *
 * @param ledger what the workers wrote down
 * @param topics what is on the topics
 * @param listeners the numbers of the listeners
 * @param ordering how the listeners are ordered
 * @param faults what was done to them
 * @param samples what the group had committed in the course of the run
 * @param committed what it has committed in the end
 * @param endings how the workers ended
 * @param members members that the group still has
 * @param deadLetters what was put away instead of being done
 * @param permits what the workload allows
 */
public record Evidence(Ledger ledger, TopicContents topics, Set<Integer> listeners, Ordering ordering, List<Fault> faults,
        List<CommitSample> samples, Map<Partition, Long> committed, List<Ending> endings, Set<String> members,
        DeadLetters deadLetters, Set<Permit> permits) {

    /** What a workload may allow. */
    public enum Permit {
        /** That publications fail: there was no way to succeed. */
        REFUSED_PUBLICATIONS,
        /** That events of a key change partitions, since there are more of them. */
        MOVED_KEYS,
        /** That the broker keeps a record and tells its publisher nothing, or the wrong thing. */
        LOST_ANSWERS
    }

    /** Events that a listener fails for good. */
    public interface DeadLetters {

        /** There are none. */
        DeadLetters NONE = (listener, event) -> OptionalLong.empty();

        /**
         * What was put away and should not have been.
         *
         * @return a sentence for each
         */
        default Violations strays() {
            return new Violations();
        }

        /**
         * Since when an event counts as done that a listener fails for good.
         *
         * @param listener the listener's number
         * @param event the event
         * @return the earliest time at which it can have been put away; empty if the listener does not fail it, or it was not
         */
        OptionalLong doneSince(int listener, TopicRecord event);
    }

    /** Since when a record is done by all listeners; {@link Long#MAX_VALUE} if it is not. */
    long doneSince(TopicRecord record) {
        long since = Long.MIN_VALUE;
        for (int listener : listeners) {
            long ok = ledger.doneSince(listener, record.place());
            since = Math.max(since, ok != Long.MAX_VALUE ? ok : deadLetters.doneSince(listener, record).orElse(Long.MAX_VALUE));
        }
        return since;
    }
}
