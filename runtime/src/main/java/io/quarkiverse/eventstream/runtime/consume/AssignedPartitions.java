package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * The partitions that a consumer holds, with the states of each of them:
 *
 * <pre>
 *      addToGroup, addWithoutGroup                     drain
 *   +------------------------------> DISPATCHING -----------------> DRAINED
 *   |                                 |  ^   |                         |
 *   |                                 +--+   |                         |
 *   |      seek, recover, checkTopic: a new  |                         |
 *   |       delivery at another position     |                         |
 *   |                                        v                         v
 *   NOT HELD <---------------------------------------------------------+
 *                             revoke, lose, release
 * </pre>
 *
 * {@link #revoke} waits for running invocations and commits, {@link #lose} can't commit any more, and {@link #release} follows the
 * last commit. Confined to the polling thread, except for {@link #mayDispatch} and the thread-safe methods of {@link #deliveries}.
 */
final class AssignedPartitions {

    private static final Logger LOG = Logger.getLogger(AssignedPartitions.class);
    private static final Duration TOPIC_PATIENCE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final SessionContext context;
    private final MembershipFence fence;
    private final HeartbeatWatch heartbeats;
    private final PartitionDeliveries deliveries;
    private final OffsetCommits commits;
    private final RecordDispatch dispatch;
    private final PositionRecovery recovery;
    private final PositionResets resets;
    private boolean drained;
    private int departures;

    AssignedPartitions(Consumer<byte[], byte[]> consumer, SessionContext context, MembershipFence fence,
            HeartbeatWatch heartbeats) {
        this.consumer = consumer;
        this.context = context;
        this.fence = fence;
        this.heartbeats = heartbeats;
        this.deliveries = new PartitionDeliveries(consumer, context);
        this.commits = new OffsetCommits(consumer, context.identity(), context.requests(), context.group(),
                context.settings().delivery().commitInterval());
        this.dispatch = new RecordDispatch(consumer, context, deliveries, commits);
        this.recovery = new PositionRecovery(consumer, context.group().toString(), context.requests(),
                context.delivery().observation());
        this.resets = new PositionResets(consumer, context, deliveries, dispatch, recovery);
    }

    /** Adds partitions that the group has assigned to this member. */
    void addToGroup(Collection<TopicPartition> partitions) {
        fence.noteAssignment();
        heartbeats.noteRebalance();
        context.delivery().observation().rebalanced();
        StartPositions.Starts starts = context.startPositions().resolveForGroup(consumer, partitions);
        resets.resetIfRecreated();
        recovery.reportCommitsOfOtherTopic(starts.ofNewTopic());
        Map<TopicPartition, Position> others = new HashMap<>(starts.uncommitted());
        starts.positions().forEach((partition, position) -> {
            if (others.remove(partition) == null) {
                commits.noteCommitted(partition, position.offset());
            }
            deliveries.begin(partition, position);
        });
        commits.addStartsOfOthers(others);
        commits.commitStarts(deliveries.byPartition());
        // Before the first fetch: a partition that waits for earlier invocations must not get records.
        dispatch.pauseOrResume();
    }

    void addWithoutGroup(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Position> starts = context.startPositions().resolveWithoutGroup(consumer, partitions);
        resets.resetIfRecreated();
        starts.forEach(deliveries::begin);
        dispatch.pauseOrResume();
    }

    /** Reports that the start of the consumption is known, although no partition exists yet. */
    void reportPositioned() {
        context.delivery().observation().positioned();
    }

    /** Dispatches the records of a poll, pauses full partitions, and commits when it is due. */
    void dispatch(ConsumerRecords<byte[], byte[]> records, Assignment assignment) {
        dispatch.offer(records, assignment);
        commits.commitStarts(deliveries.byPartition());
        dispatch.pauseOrResume();
        context.delivery().threads().wakeIfStarved();
        if (context.delivery().stranded().takeDue()) {
            deliveries.resumeStranded();
        }
        commits.commitIfDue(deliveries.byPartition());
    }

    /** Whether listeners may be invoked: not while the partitions may be another member's. On any thread. */
    boolean mayDispatch() {
        return fence.isOpen();
    }

    /**
     * Checks whether the group still answers; when it answers again, has it confirm the partitions.
     *
     * @throws KafkaException if this member has to leave the group, and to join it again
     */
    void checkMembership() {
        heartbeats.check(commits.accepted());
        if (deliveries.isEmpty()) {
            fence.noteAssignment();
        }
        fence.checkIfDue();
        if (fence.canBeOpened() && tryConfirm()) {
            fence.open();
            deliveries.wake();
        }
    }

    private boolean tryConfirm() {
        try {
            commits.commitAll(deliveries.byPartition());
            return true;
        } catch (KafkaException e) {
            LOG.debugf(e, "The group did not confirm the partitions of %s yet", context.group());
            return false;
        }
    }

    /**
     * Moves a partition, or all of them, to another position, which is not committed yet.
     *
     * @throws IllegalArgumentException if the partition is not held
     */
    void seek(OptionalInt partition, Offset offset) {
        resets.seek(partition, offset);
    }

    /** Continues so that no record is passed over, after the broker has reported that it does not have the positions. */
    void recover(OffsetOutOfRangeException lost) {
        resets.recover(lost);
    }

    /** Checks from time to time whether the topic was created again, and if so begins at the start of its partitions. */
    void checkTopic() {
        resets.checkTopic();
    }

    /** Drops all partitions, because the topic does not exist any more. */
    void dropDeletedTopic() {
        context.identity().noteGone();
        lose(Set.copyOf(deliveries.partitions()));
    }

    /**
     * Commits what is settled, and waits for the commit.
     *
     * @return false if Kafka accepts no commits now, because the group is being rebalanced
     * @throws KafkaException if the commit fails for another reason
     */
    boolean tryCommit(Duration timeout) {
        try {
            commits.commitNow(deliveries.byPartition(), timeout);
            return true;
        } catch (RebalanceInProgressException e) {
            return false;
        }
    }

    /** The error of the last commit; null if it succeeded. */
    Exception commitFailure() {
        return commits.failure();
    }

    /** How often partitions have gone to other members. */
    int departures() {
        return departures;
    }

    PartitionDeliveries deliveries() {
        return deliveries;
    }

    /** Whether everything that was fetched for the group is settled and committed, so that only a fetch brings more work. */
    boolean isIdle() {
        return context.group().fullGroup() != null && !deliveries.isEmpty()
                && deliveries.byPartition().values().stream().allMatch(delivery -> delivery.unfinished() == 0)
                && commits.areUpToDate(deliveries.byPartition());
    }

    /** Yields partitions: waits a bounded time for running invocations, and commits. */
    void revoke(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty() && !topicExists()) {
            dropDeletedTopic();
            return;
        }
        departures++;
        fence.noteAssignment();
        Map<TopicPartition, PartitionDelivery> revoked = deliveries.remove(partitions);
        if (!drained) {
            new RunningInvocations(revoked.values(), context.group()).await(context.revocationTimeout(), fence);
        }
        commits.commitAndForget(revoked);
    }

    /** Kafka's client would spend seconds on a commit to a topic that does not exist. */
    private boolean topicExists() {
        String topic = context.group().fullTopic();
        try {
            return !context.requests().send(() -> consumer.partitionsFor(topic, TOPIC_PATIENCE)).isEmpty();
        } catch (KafkaException e) {
            LOG.debugf(e, "It is not known whether the topic %s exists", topic);
            return true;
        }
    }

    /** Drops partitions that another member may hold already, so that nothing of them can be committed. */
    void lose(Collection<TopicPartition> partitions) {
        departures++;
        commits.forget(deliveries.remove(partitions).keySet());
    }

    /** Dispatches nothing more, and waits a bounded time for running invocations. Their events can still be committed. */
    DrainReport drain(Duration timeout) {
        deliveries.stop();
        Collection<PartitionDelivery> stopped = context.group().commitsBefore()
                ? deliveries.all().toList()
                : deliveries.byPartition().values();
        new RunningInvocations(stopped, context.group()).await(timeout, fence);
        drained = true;
        DrainReport report = DrainReport.of(stopped, context.group().commitsBefore());
        if (context.requests().stopping().getAsBoolean()) {
            deliveries.abandon();
        }
        return report;
    }

    /** Forgets all partitions, before the consumer closes. */
    void release() {
        Map<TopicPartition, PartitionDelivery> held = deliveries.removeAll();
        commits.forget(held.keySet());
        if (context.group().fullGroup() == null) {
            held.forEach((partition, delivery) -> context.startPositions().remember(partition, delivery.committablePosition()));
        }
    }

    @Override
    public String toString() {
        return context.group().toString();
    }
}
