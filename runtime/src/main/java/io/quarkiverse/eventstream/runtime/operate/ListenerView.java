package io.quarkiverse.eventstream.runtime.operate;

import java.util.List;
import java.util.SortedSet;

import io.quarkiverse.eventstream.runtime.observe.ListenerState;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * A listener of this instance, as operators see it. What is not known is null.
 *
 * @param topic the topic, with the prefix
 * @param name the name of its events; empty for all
 * @param namespace the namespace of its events; empty for all
 * @param group the group, with the prefix; null for none
 * @param ordering the ordering of its group
 * @param deadLetterTopic where its failure policy may write dead letters, with the prefix
 * @param state its state, as metrics report it
 * @param trouble the kind of trouble, as the health checks see it
 * @param health a sentence about progress and trouble, as in the health checks
 * @param reason why it is stopped, or why its consumer does not consume; null if there is no reason
 * @param lag the records of all its partitions that are not settled
 * @param ageMillis the age of the oldest of them; 0 if there is none
 * @param inFlight how many invocations are in flight
 * @param completed how many invocations have succeeded since it was registered, in replays and redrives, too
 * @param failed how many invocations have failed
 * @param throughput how many invocations succeed in a second, on average of a minute at most; null at the first look
 * @param members who shares its group
 * @param partitions the partitions that this instance holds, in ascending order
 */
public record ListenerView(String id, String topic, String name, String namespace, String group, String ordering,
        String deadLetterTopic, ListenerState state, ListenerHealth.Trouble trouble, String health, String reason,
        boolean paused, boolean stopped, Long lag, Long ageMillis, int inFlight, long completed, long failed,
        Double throughput, MembersView members, List<PartitionView> partitions) {

    /**
     * A partition of a listener.
     *
     * @param lag the records that are not settled
     * @param open the records that are still to be delivered
     * @param ageMillis the age of the oldest record that was fetched and is not settled; null if there is none
     * @param blocked whether its events wait for one that fails, or for a listener that is paused or stopped
     * @param throughput how many events of the partition are settled in a second, by all listeners of the group; null at the first look
     * @param failing the event that fails; null if none does
     */
    public record PartitionView(int partition, Long lag, Long open, Long ageMillis, boolean blocked, int inFlight,
            Double throughput, FailingEventView failing) {}

    /**
     * An event that a listener has failed to complete.
     *
     * @param attempts the number of invocations so far
     * @param sinceMillis for how long it has been delivered
     * @param invoked whether the listener is being invoked for it
     * @param failure the last failure
     */
    public record FailingEventView(int partition, long offset, int attempts, long sinceMillis, boolean invoked,
            String failure) {}

    /**
     * The members of a group, in all processes.
     *
     * @param known empty if they are not known, or the listener has no group
     * @param unknown why they are not known; null if they are
     */
    public record MembersView(List<MemberView> known, String unknown) {}

    /**
     * A member of a group.
     *
     * @param partitions those of the listener's topic, in ascending order
     */
    public record MemberView(String clientId, String host, SortedSet<Integer> partitions) {}
}
