package io.quarkiverse.eventstream.runtime.deliver;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/**
 * Delivers the records of one partition to the listeners of a group, in {@linkplain Lane lanes} that keep the order that the
 * listeners ask for; the {@link CommitFrontier} sees to it that nothing is committed before all listeners are through with it.
 * <p>
 * Confined to the polling thread, except for {@link #wake}, {@link #stop} and what asks how it stands.
 */
public final class PartitionDelivery {

    private static final Object WHOLE_PARTITION = new Object();

    private final DeliveryContext context;
    private final boolean recordsAreWatched;
    private final CommitFrontier frontier;
    private final CompletableFuture<Void> after;
    /** The delivery before this one, for as long as it has calls in flight. */
    private volatile PartitionDelivery previous;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final RecordMemory.Share memory;
    private volatile boolean full;

    // Guarded by this.
    private final Map<Object, Lane> lanes = new HashMap<>();
    private CompletableFuture<Void> stopped;
    private int runningWhenStopped;

    /**
     * A delivery that has nothing to do yet.
     *
     * @param context what it shares with the consumer's other partitions
     * @param previous an earlier delivery of the partition, or null; while calls of it are in flight this one counts as full,
     *        since two calls out of order would be worse than none
     */
    public PartitionDelivery(DeliveryContext context, Position position, PartitionDelivery previous) {
        this.context = context;
        this.recordsAreWatched = context.observation().watchesRecords();
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
     * Takes fetched records: skips those that nobody asked for without decoding them, and queues the others.
     *
     * @param records in the order of the partition
     * @return how many it has taken; the others have to be fetched again, for want of room
     */
    public int offer(List<ConsumerRecord<byte[], byte[]>> records) {
        int taken = 0;
        int unwanted = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (SelectiveDeserializer.isUnread(record) || frontier.held() >= context.maxUnfinished()) {
                break;
            }
            taken++;
            List<Listener> candidates = SelectiveDeserializer.isMissing(record)
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
        context.observation().fetched(taken, context.fetchedBefore().count(records.subList(0, taken)), unwanted);
        if (!recordsAreWatched) {
            context.values().handedOut(taken, unwanted);
        }
        return taken;
    }

    private void offer(ConsumerRecord<byte[], byte[]> record, List<Listener> candidates) {
        CommitFrontier.Mark mark = frontier.received(record.offset(), Position.epoch(record.leaderEpoch()));
        unfinished.incrementAndGet();
        int size = RecordSize.of(record, candidates.size());
        memory.add(size);
        enqueue(order(record), new FetchedRecord(context, record, candidates, () -> done(mark, size, record, candidates)));
    }

    /** Fetching has come to a position, with or without records. */
    public void fetchedUpTo(Position position) {
        frontier.fetchedUpTo(position);
    }

    /** Equal for records that have to be delivered in order. */
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

    private synchronized void removeIfIdle(Object order) {
        lanes.computeIfPresent(order, (same, lane) -> lane.isIdle() ? null : lane);
    }

    /** On any thread. */
    private void done(CommitFrontier.Mark mark, int size, ConsumerRecord<byte[], byte[]> record, List<Listener> concerned) {
        mark.done();
        memory.release(size);
        if (unfinished.decrementAndGet() <= context.maxUnfinished() / 2 && full && memory.mayHaveRoom()) {
            context.roomAgain().run();
        }
        if (recordsAreWatched) {
            context.observation().settled(record, concerned);
        }
    }

    /** The offset up to which everything is done. */
    public long committable() {
        return frontier.committable();
    }

    /** The same, with what Kafka recognises a truncated log by. */
    public Position committablePosition() {
        long offset = frontier.committable();
        return new Position(offset, frontier.committableEpoch());
    }

    /**
     * The offset up to which everything has been fetched.
     *
     * @return the offset of the next record to be fetched
     */
    public long position() {
        return frontier.position();
    }

    /**
     * Whether so many records, or such large ones, are held that the partition should not be fetched. Records that are done count
     * as well, as long as one before them is not: so memory is bounded however far ahead some listeners, or keys, are.
     *
     * @return true while more than half of as many as may be are held: one poll brings the other half
     */
    public boolean isFull() {
        boolean wasFull = full;
        // What is done from here on calls for another look.
        full = true;
        full = frontier.held() > context.maxUnfinished() / 2 || memory.isFull(wasFull);
        return full || !after.isDone();
    }

    /**
     * How many records are fetched and not done.
     *
     * @return what would be delivered again if the partition went to another member now
     */
    public int unfinished() {
        return unfinished.get();
    }

    /** The events that listeners are being called for. */
    public synchronized List<UnfinishedEvent> runningEvents() {
        return deliveries().filter(Delivery::isRunning).flatMap(delivery -> Stream.ofNullable(delivery.unfinished())).toList();
    }

    /** How many calls are in flight. */
    public synchronized int running() {
        return (int) deliveries().filter(Delivery::isRunning).count();
    }

    private Stream<Delivery> deliveries() {
        return lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.current())).flatMap(FetchedRecord::deliveries);
    }

    /** How many calls were in flight when this was stopped. */
    public synchronized int runningWhenStopped() {
        return runningWhenStopped;
    }

    /** Looks again at events whose listener was resumed or cancelled. */
    public synchronized void wake() {
        lanes.values().forEach(Lane::wake);
    }

    /** Has those go on that something kept from it that was not the listener's. */
    public synchronized void resumeStranded() {
        lanes.values().forEach(Lane::resumeStranded);
    }

    /**
     * Hands out nothing more. Stopping again changes nothing.
     *
     * @return completes when all calls that are in flight have ended; those of an earlier delivery, too
     */
    public synchronized CompletionStage<Void> stop() {
        if (stopped == null) {
            runningWhenStopped = running();
            List<CompletableFuture<Void>> endings = new ArrayList<>(List.of(after));
            lanes.values().removeIf(lane -> {
                CompletableFuture<Void> end = lane.stop();
                return end.isDone() || !endings.add(end);
            });
            memory.close();
            stopped = CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new));
            stopped.thenRun(this::forgetRecords);
        }
        return stopped;
    }

    /** Whoever follows, or looks at the past, must not keep alive what was fetched. */
    private synchronized void forgetRecords() {
        lanes.clear();
    }

    /** The events that listeners are at, also those of an earlier delivery of the partition whose calls still run. */
    public List<UnfinishedEvent> unfinishedEvents() {
        PartitionDelivery before = previous;
        List<UnfinishedEvent> events = before == null ? new ArrayList<>() : before.unfinishedEvents();
        synchronized (this) {
            deliveries().flatMap(delivery -> Stream.ofNullable(delivery.unfinished())).forEach(events::add);
        }
        return events;
    }
}
