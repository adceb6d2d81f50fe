package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.config.DeliveryConfig;
import io.quarkiverse.eventstream.runtime.deliver.DeliveryContext;
import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * The partitions that a consumer holds, each with its delivery. Confined to the polling thread, except for
 * {@link #wakeDeliveries}, {@link #stopDispatching} and {@link #unfinishedEvents}.
 */
final class AssignedPartitions {

    private static final Logger LOG = Logger.getLogger(AssignedPartitions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final ListenerGroup group;
    private final Duration revocationTimeout;
    private final Passage passage;
    /** Whether records were fetched that must be fetched again once the gate is open. */
    private boolean heldBack;
    private boolean drained;
    private int departures;
    private int generation;
    private final DeliveryContext context;
    private final StartPositions startPositions;
    private final BrokerQuestions questions;
    private final TopicIdentity identity;
    private final OffsetCommits commits;
    private final LostPositions lostPositions;
    private final MembershipFence fence;
    private final Map<TopicPartition, PartitionDelivery> earlier;
    private final Map<TopicPartition, PartitionDelivery> deliveries = new ConcurrentHashMap<>();

    AssignedPartitions(Consumer<byte[], byte[]> consumer, ListenerGroup group, ConsumptionSettings settings,
            Duration revocationTimeout, DeliveryContext context, StartPositions startPositions, BrokerQuestions questions,
            Map<TopicPartition, PartitionDelivery> earlier, MembershipFence fence) {
        this.consumer = consumer;
        this.group = group;
        DeliveryConfig config = settings.delivery();
        this.revocationTimeout = revocationTimeout;
        this.passage = new Passage(settings.gate());
        this.context = context;
        this.startPositions = startPositions;
        this.questions = questions;
        this.earlier = earlier;
        this.fence = fence;
        this.identity = startPositions.identity();
        this.generation = identity.generation();
        this.commits = new OffsetCommits(consumer, identity, questions, group.toString(), config.commitInterval());
        this.lostPositions = new LostPositions(consumer, group.toString(), questions, context.observation());
    }

    void addToGroup(Collection<TopicPartition> partitions) {
        fence.hearAssignment();
        StartPositions.Starts starts = startPositions.ofGroup(consumer, partitions);
        beginAnewIfTopicIsOther();
        lostPositions.committedForOtherTopic(starts.ofNewTopic());
        Map<TopicPartition, Position> others = new HashMap<>(starts.uncommitted());
        starts.positions().forEach((partition, position) -> {
            if (others.remove(partition) == null) {
                commits.noteCommitted(partition, position.offset());
            }
            begin(partition, position);
        });
        commits.beginOthers(others);
        commits.commitStarts(deliveries);
        // Before the first fetch: a partition that waits for earlier calls must not get records.
        holdBackFullPartitions();
    }

    void addWithoutGroup(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Position> starts = startPositions.ofAll(consumer, partitions);
        beginAnewIfTopicIsOther();
        starts.forEach(this::begin);
        holdBackFullPartitions();
    }

    /** Where consumption begins is known before there is a partition. */
    void settle() {
        context.observation().positioned();
    }

    private void begin(TopicPartition partition, Position position) {
        // With what Kafka recognises a truncated log by.
        consumer.seek(partition, position.with(""));
        context.failingEvents().forgetBefore(partition.partition(), position.offset());
        deliveries.put(partition, new PartitionDelivery(context, position, earlier.remove(partition)));
        LOG.debugf("Consuming %s, partition %d, from offset %d", group, partition.partition(), position.offset());
    }

    /** Goes on where nothing is passed over, where the broker does not have what is to be fetched. */
    void recover(OffsetOutOfRangeException lost) {
        identity.learn();
        if (!beginAnewIfTopicIsOther()) {
            Map<TopicPartition, Position> positions = lostPositions.positions(lost);
            positions.keySet().retainAll(deliveries.keySet());
            beginAnew(positions);
        }
    }

    /** Looks from time to time whether the topic is still the same; a replay does so by itself. */
    void checkTopic() {
        if (group.isReplay()) {
            return;
        }
        identity.check();
        beginAnewIfTopicIsOther();
    }

    /** Kafka's client would try for seconds to commit partitions of a topic that is not there. */
    private boolean topicExists() {
        try {
            return !questions.ask(() -> consumer.partitionsFor(group.fullTopic(), PATIENCE)).isEmpty();
        } catch (KafkaException e) {
            LOG.debugf(e, "It is not known whether the topic %s is there", group.fullTopic());
            return true;
        }
    }

    /** The topic is not there any more, so that nothing of it is held. */
    void topicIsGone() {
        identity.noteGone();
        drop(Set.copyOf(deliveries.keySet()));
    }

    /** What a topic of the same name held, has been, or will be dealt with: all that this one holds has not. */
    private boolean beginAnewIfTopicIsOther() {
        if (generation == identity.generation()) {
            return false;
        }
        generation = identity.generation();
        if (group.isReplay() && !deliveries.isEmpty()) {
            throw new TopicGoneException("The topic " + group.fullTopic() + " was deleted, and created again, while it was"
                    + " replayed: what had not been delivered by then is gone");
        }
        if (!identity.isMissing()) {
            beginAnew(lostPositions.startsOfNewTopic(Set.copyOf(deliveries.keySet())));
        }
        return true;
    }

    /** What is in flight ends first, but what it ends changes nothing any more: there is a new frontier. */
    private void beginAnew(Map<TopicPartition, Position> positions) {
        take(positions.keySet());
        positions.forEach((partition, position) -> {
            context.failingEvents().forgetAll(partition.partition());
            begin(partition, position);
        });
        holdBackFullPartitions();
    }

    /**
     * Goes on elsewhere. Calls that run end first, but what they end changes nothing any more: there is a new frontier.
     *
     * @throws IllegalArgumentException if the partition is not held
     */
    void seek(OptionalInt wanted, Offset offset) {
        List<TopicPartition> partitions = deliveries.keySet().stream()
                .filter(partition -> wanted.isEmpty() || partition.partition() == wanted.getAsInt()).toList();
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("This instance does not hold partition " + wanted.getAsInt() + " of the topic "
                    + group.fullTopic() + ", only "
                    + deliveries.keySet().stream().map(TopicPartition::partition).sorted().toList());
        }
        Map<TopicPartition, Long> positions = new OffsetLookup(consumer, questions).positions(offset, partitions);
        Map<TopicPartition, Position> places = new HashMap<>();
        positions.forEach((partition, position) -> places.put(partition, Position.at(position)));
        beginAnew(places);
        LOG.infof("Seek completed for %s: %s", group, positions);
    }

    /**
     * Commits what is done, and waits for it.
     *
     * @param timeout how long
     * @return false if Kafka takes no commits just now, since the group is being rebalanced
     * @throws KafkaException if it fails for another reason
     */
    boolean commit(Duration timeout) {
        try {
            if (group.fullGroup() != null) {
                commits.commitNow(deliveries, timeout);
            }
            return true;
        } catch (RebalanceInProgressException e) {
            return false;
        }
    }

    /** What the last commit in the background failed with; null if it went well. */
    Exception commitFailure() {
        return commits.failure();
    }

    Collection<TopicPartition> all() {
        return deliveries.keySet();
    }

    /** Hands fetched records to their deliveries, holds back full partitions, and commits when it is time to. */
    void handOut(ConsumerRecords<byte[], byte[]> records, Assignment assignment) {
        context.values().pollBegins();
        heldBack = passage.isBlocked(!records.isEmpty());
        Set<TopicPartition> handedBack = new HashSet<>();
        for (TopicPartition partition : records.partitions()) {
            PartitionDelivery delivery = deliveries.get(partition);
            // A partition that was lost in the same poll may still have had records fetched; another member gets them.
            if (delivery != null && !offer(delivery, assignment.wanted(partition, records.records(partition)))) {
                handedBack.add(partition);
            }
        }
        // A partition may have got further than its last record, or without any: there are markers of transactions, and
        // records that were aborted or compacted away.
        records.nextOffsets().forEach((partition, next) -> {
            PartitionDelivery delivery = deliveries.get(partition);
            if (delivery != null && !handedBack.contains(partition)) {
                delivery.fetchedUpTo(Position.of(next));
            }
        });
        if (group.fullGroup() != null) {
            commits.commitStarts(deliveries);
        }
        holdBackFullPartitions();
        context.threads().wakeIfStarved();
        if (context.stranded().takeDue()) {
            deliveries.values().forEach(PartitionDelivery::resumeStranded);
        }
        if (group.fullGroup() != null) {
            commits.commitIfDue(deliveries);
        }
    }

    /** Whether listeners may be called: not while the partitions may be another member's. On any thread. */
    boolean mayDispatch() {
        return fence.isOpen();
    }

    /** Looks whether the group is still heard from; if it is again, has it confirm the partitions. */
    void guard() {
        if (deliveries.isEmpty()) {
            fence.hearAssignment();
        }
        fence.lookIfDue();
        if (fence.canBeOpened() && isConfirmed()) {
            fence.open();
            wakeDeliveries();
        }
    }

    private boolean isConfirmed() {
        try {
            commits.commitAgain(deliveries);
            return true;
        } catch (KafkaException e) {
            LOG.debugf(e, "The group did not confirm the partitions of %s yet", group);
            return false;
        }
    }

    /** False if there was no room for all of them: what was not taken is fetched again. */
    private boolean offer(PartitionDelivery delivery, List<ConsumerRecord<byte[], byte[]>> records) {
        int taken = heldBack ? 0 : delivery.offer(records);
        if (taken == records.size()) {
            return true;
        }
        ConsumerRecord<?, ?> next = records.get(taken);
        consumer.seek(new TopicPartition(next.topic(), next.partition()),
                new OffsetAndMetadata(next.offset(), next.leaderEpoch(), ""));
        return false;
    }

    private void holdBackFullPartitions() {
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        deliveries.forEach((partition, delivery) -> {
            boolean full = heldBack || !delivery.requestRoom() || group.fullGroup() != null && commits.awaitsStart(partition);
            if (full != paused.contains(partition)) {
                (full ? pause : resume).add(partition);
            }
        });
        consumer.pause(pause);
        consumer.resume(resume);
    }

    /** How often partitions went to other members. */
    int departures() {
        return departures;
    }

    /** The partitions, each with its delivery; a view. */
    Map<TopicPartition, PartitionDelivery> deliveries() {
        return Collections.unmodifiableMap(deliveries);
    }

    /** Whether all that was fetched for the group is done and committed, so that nothing is to be done before more is fetched. */
    boolean isIdle() {
        return group.fullGroup() != null && !deliveries.isEmpty()
                && deliveries.values().stream().allMatch(delivery -> delivery.unfinished() == 0)
                && commits.areUpToDate(deliveries);
    }

    /** Where a partition is fetched next. */
    long position(TopicPartition partition) {
        return deliveries.get(partition).position();
    }

    /** Whether everything that was fetched of a partition is done. */
    boolean isThrough(TopicPartition partition) {
        return deliveries.get(partition).unfinished() == 0;
    }

    /**
     * Lets partitions of a group go that another member takes over, in good order: hands out nothing more, waits a bounded time
     * for calls that run, and commits.
     */
    void letGo(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty() && !topicExists()) {
            topicIsGone();
            return;
        }
        departures++;
        fence.hearAssignment();
        Map<TopicPartition, PartitionDelivery> leaving = take(partitions);
        if (!drained) {
            new RunningInvocations(leaving.values(), group).await(revocationTimeout, fence);
        }
        commits.commitAndForget(leaving);
    }

    /**
     * Hands out nothing more, and waits a bounded time for calls that run. The partitions are still held, so that what is done
     * can be committed.
     *
     * @return what became of what was in flight
     */
    DrainReport drain(Duration timeout) {
        deliveries.values().forEach(PartitionDelivery::stop);
        new RunningInvocations(deliveries.values(), group).await(timeout, fence);
        drained = true;
        return DrainReport.of(deliveries.values());
    }

    /** Forgets the partitions, before the consumer closes. */
    void release() {
        Map<TopicPartition, PartitionDelivery> held = take(Set.copyOf(deliveries.keySet()));
        commits.forget(held.keySet());
        if (group.fullGroup() == null) {
            held.forEach((partition, delivery) -> startPositions.leave(partition, delivery.committablePosition()));
        }
    }

    /** Drops partitions that another member may hold already: nothing of them can be committed any more. */
    void drop(Collection<TopicPartition> partitions) {
        departures++;
        Map<TopicPartition, PartitionDelivery> lost = take(partitions);
        commits.forget(lost.keySet());
    }

    /** Takes partitions out and stops them; a delivery of the same partition later on waits for the call that may still run. */
    private Map<TopicPartition, PartitionDelivery> take(Collection<TopicPartition> partitions) {
        Map<TopicPartition, PartitionDelivery> taken = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionDelivery delivery = deliveries.remove(partition);
            if (delivery != null) {
                taken.put(partition, delivery);
                CompletableFuture<Void> calls = delivery.stop().toCompletableFuture();
                if (!calls.isDone()) {
                    earlier.put(partition, delivery);
                    calls.thenRun(() -> earlier.remove(partition, delivery));
                }
            }
        }
        return taken;
    }

    void wakeDeliveries() {
        deliveries.values().forEach(PartitionDelivery::wake);
    }

    List<UnfinishedEvent> unfinishedEvents() {
        return deliveries.values().stream().map(PartitionDelivery::unfinishedEvents).flatMap(List::stream).toList();
    }

    void stopDispatching() {
        deliveries.values().forEach(PartitionDelivery::stop);
    }

    /** For logs: what is consumed. */
    @Override
    public String toString() {
        return group.toString();
    }
}
