package io.quarkiverse.eventstream.runtime.deliver;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/**
 * Delivers the records of one partition to the listeners of a group, in {@linkplain Lane lanes} that keep the order of the
 * listeners. The {@link CommitFrontier} ensures that nothing is committed before it is settled.
 * <p>
 * If the group {@linkplain ListenerGroup#commitsBefore commits before}, records are settled for the frontier as they are taken. No other
 * member gets them then, so that they are also delivered after {@link #stop}, until {@link #abandon}.
 * <p>
 * Confined to the polling thread, except for {@link #wake}, {@link #stop} and the methods that return counts or events.
 */
public final class PartitionDelivery {

    private static final Object WHOLE_PARTITION = new Object();

    private final DeliveryContext context;
    private final boolean recordsAreWatched;
    private final boolean committedBefore;
    private final CommitFrontier frontier;
    private final CompletableFuture<Void> after;
    /** The delivery before this one, until its last invocation has ended. */
    private volatile PartitionDelivery previous;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final RecordMemory.Share memory;
    private volatile boolean full;
    /** How many records concern a listener. */
    private long wanted;

    // Guarded by this.
    private final Map<Object, Lane> lanes = new HashMap<>();
    private CompletableFuture<Void> stopped;
    /** Once it is stopped, and nothing that was committed before is left to deliver. */
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int runningWhenStopped;

    /**
     * A delivery without records.
     *
     * @param context what it shares with the consumer's other partitions
     * @param previous an earlier delivery of the partition, or null; this one takes no records until the invocations of that one have
     *        ended, because a delay is better than two invocations out of order
     */
    public PartitionDelivery(DeliveryContext context, Position position, PartitionDelivery previous) {
        this.context = context;
        this.recordsAreWatched = context.observation().observesRecords();
        this.committedBefore = context.group().commitsBefore();
        this.memory = context.memory().share(context.roomAgain());
        this.frontier = new CommitFrontier(position);
        this.previous = previous == null || previous.running() > 0 ? previous : previous.previous;
        this.after = previous == null
                ? CompletableFuture.completedFuture(null)
                : previous.stop().toCompletableFuture();
        this.after.whenComplete((nothing, error) -> {
            this.previous = null;
            context.roomAgain().run();
        });
        context.observation().positioned();
    }

    /**
     * How many of fetched records there is room for: {@link #offer} will take as many.
     *
     * @param records in the order of the partition
     */
    public int room(List<ConsumerRecord<byte[], byte[]>> records) {
        int room = Math.min(records.size(), Math.max(0, context.maxUnfinished() - held()));
        for (int i = 0; i < room; i++) {
            if (SelectiveDeserializer.isUnread(records.get(i))) {
                return i;
            }
        }
        return room;
    }

    /** How many records take room. */
    private int held() {
        return committedBefore ? unfinished() : frontier.held();
    }

    /**
     * Takes fetched records: skips those that concern no listener without decoding them, and queues the others.
     *
     * @param records in the order of the partition
     * @return how many it has taken; there is no room for the others, which have to be fetched again
     */
    public int offer(List<ConsumerRecord<byte[], byte[]>> records) {
        int taken = 0;
        int unwanted = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (SelectiveDeserializer.isUnread(record) || held() >= context.maxUnfinished()) {
                break;
            }
            taken++;
            List<Listener> candidates = SelectiveDeserializer.isUnwanted(record)
                    ? List.of()
                    : context.group().candidatesFor(record);
            if (candidates.isEmpty()) {
                frontier.skipped(record.offset(), Position.epoch(record.leaderEpoch()));
                unwanted++;
                if (recordsAreWatched) {
                    context.observation().settled(record, candidates);
                }
            } else {
                offer(record, candidates);
            }
        }
        wanted += taken - unwanted;
        context.observation().fetched(taken, context.fetchedBefore().count(records.subList(0, taken)), unwanted);
        if (!recordsAreWatched) {
            context.values().dispatched(taken, unwanted);
        }
        return taken;
    }

    private void offer(ConsumerRecord<byte[], byte[]> record, List<Listener> candidates) {
        CommitFrontier.Mark mark = frontier.received(record.offset(), Position.epoch(record.leaderEpoch()));
        if (committedBefore) {
            mark.settle();
        }
        unfinished.incrementAndGet();
        int size = RecordSize.of(record, candidates.size());
        memory.add(size);
        ConsumerRecord<byte[], byte[]> delivered = context.group().delivered(record);
        enqueue(order(delivered),
                new FetchedRecord(context, record, delivered, candidates, () -> settled(mark, size, record, candidates)));
    }

    /** Fetching has reached a position, with or without records. */
    public void fetchedUpTo(Position position) {
        frontier.fetchedUpTo(position);
    }

    /** Equal for records that must be delivered in order. */
    private Object order(ConsumerRecord<byte[], byte[]> record) {
        return switch (context.group().ordering()) {
            case PARTITION -> WHOLE_PARTITION;
            case KEY -> record.key() == null ? new Object() : ByteBuffer.wrap(record.key());
            case UNORDERED -> new Object();
        };
    }

    private synchronized void enqueue(Object order, FetchedRecord record) {
        if (stopped == null) {
            lanes.computeIfAbsent(order, absent -> new Lane(context, () -> removeIfIdle(order))).add(record);
        }
    }

    private void removeIfIdle(Object order) {
        boolean end;
        synchronized (this) {
            lanes.computeIfPresent(order, (same, lane) -> lane.isIdle() ? null : lane);
            end = stopped != null && lanes.isEmpty();
        }
        if (end) {
            drained.complete(null);
        }
    }

    /** On any thread. */
    private void settled(CommitFrontier.Mark mark, int size, ConsumerRecord<byte[], byte[]> record, List<Listener> concerned) {
        mark.settle();
        memory.release(size);
        if (unfinished.decrementAndGet() <= context.maxUnfinished() / 2 && full && memory.mayHaveRoom()) {
            context.roomAgain().run();
        }
        if (recordsAreWatched) {
            context.observation().settled(record, concerned);
        }
    }

    /** The offset that may be committed: everything below it is settled. */
    public long committable() {
        return frontier.committable();
    }

    /** The position that may be committed, with the leader epoch by which Kafka recognises a truncated log. */
    public Position committablePosition() {
        long offset = frontier.committable();
        return new Position(offset, frontier.committableEpoch());
    }

    /** The offset of the next record to be fetched. */
    public long position() {
        return frontier.position();
    }

    /**
     * Requests room for another fetch. Settled records take room, too, until all before them are settled: so memory is bounded however
     * far ahead some listeners, or keys, are. A partition holds up to half of its bound before a fetch, which may bring the other half.
     *
     * @return false if the partition must not be fetched; then the consumer is woken when there may be room again
     */
    public boolean requestRoom() {
        boolean wasFull = full;
        // Records that are settled from here on wake the consumer.
        full = true;
        full = held() > context.maxUnfinished() / 2 || !memory.requestRoom(wasFull);
        return !full && after.isDone();
    }

    /**
     * The timestamp of the oldest record that is not settled.
     *
     * @return milliseconds since the epoch; empty if there is no such record, or it has no timestamp
     */
    public synchronized OptionalLong oldestTimestamp() {
        return lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.oldest())).map(FetchedRecord::record)
                .min(Comparator.comparingLong(ConsumerRecord::offset)).map(ConsumerRecord::timestamp)
                .filter(timestamp -> timestamp >= 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /**
     * Whether events wait for one that fails, or for a listener that is paused or stopped. With an order by key, or none, others are delivered
     * meanwhile, until there is no room for more.
     */
    public boolean isBlocked() {
        boolean allWait = context.group().ordering() == Ordering.PARTITION || held() > context.maxUnfinished() / 2;
        return allWait && hasBlockedDelivery();
    }

    private synchronized boolean hasBlockedDelivery() {
        return deliveries().anyMatch(Delivery::isBlocked);
    }

    /** How many records that concern a listener are settled. */
    public long settled() {
        return wanted - unfinished();
    }

    /** How many records are fetched and not settled: another member would deliver them again. */
    public int unfinished() {
        return unfinished.get();
    }

    /** The events for which an invocation is in flight. */
    public synchronized List<UnfinishedEvent> runningEvents() {
        return deliveries().filter(Delivery::isRunning).flatMap(delivery -> Stream.ofNullable(delivery.unfinished())).toList();
    }

    /** How many invocations are in flight. */
    public synchronized int running() {
        return (int) deliveries().filter(Delivery::isRunning).count();
    }

    private Stream<Delivery> deliveries() {
        return lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.current())).flatMap(FetchedRecord::deliveries);
    }

    /** How many invocations were in flight when this was stopped. */
    public synchronized int runningWhenStopped() {
        return runningWhenStopped;
    }

    /** Rechecks events whose listener was resumed or cancelled. */
    public synchronized void wake() {
        lanes.values().forEach(Lane::wake);
    }

    /** Skips an event for a listener. Returns false if it is not being delivered to the listener. */
    public boolean skip(String listener, long offset, String reason) {
        Optional<Delivery> found;
        synchronized (this) {
            found = lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.current()))
                    .filter(record -> record.fetched().offset() == offset).flatMap(FetchedRecord::deliveries)
                    .filter(delivery -> delivery.listener().spec().id().equals(listener)).findFirst();
        }
        return found.isPresent() && found.get().skip(reason);
    }

    /** Resumes deliveries that are stranded. */
    public synchronized void resumeStranded() {
        lanes.values().forEach(Lane::resumeStranded);
    }

    /**
     * Takes nothing more, and dispatches nothing that another member will get. Stopping again changes nothing.
     *
     * @return completes when all invocations in flight have ended, including those of an earlier delivery; if records are committed
     *         before, when all are settled
     */
    public synchronized CompletionStage<Void> stop() {
        if (stopped == null) {
            runningWhenStopped = running();
            CompletableFuture<Void> end = committedBefore && !lanes.isEmpty() ? drained : endInvocations();
            stopped = CompletableFuture.allOf(after, end);
            stopped.thenRun(this::forgetRecords);
        }
        return stopped;
    }

    private CompletableFuture<Void> endInvocations() {
        List<CompletableFuture<Void>> endings = new ArrayList<>();
        lanes.values().removeIf(lane -> {
            CompletableFuture<Void> end = lane.stop();
            return end.isDone() || !endings.add(end);
        });
        memory.close();
        return CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new));
    }

    /** After {@link #stop}: drops the committed records that are not settled, and dispatches nothing more at all. */
    public synchronized void abandon() {
        if (committedBefore) {
            endInvocations().thenRun(() -> drained.complete(null));
        }
    }

    /** A later delivery of the partition refers to this one, and must not keep its records in memory. */
    private synchronized void forgetRecords() {
        lanes.clear();
        memory.close();
    }

    /** The dispatched events that are not settled, including those of an earlier delivery whose invocations are in flight. */
    public List<UnfinishedEvent> unfinishedEvents() {
        PartitionDelivery before = previous;
        List<UnfinishedEvent> events = before == null ? new ArrayList<>() : before.unfinishedEvents();
        synchronized (this) {
            deliveries().flatMap(delivery -> Stream.ofNullable(delivery.unfinished())).forEach(events::add);
        }
        return events;
    }
}
