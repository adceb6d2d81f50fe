package io.quarkiverse.eventstream.runtime.listen;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Delivers the records of one partition to the listeners of a group, in {@linkplain Lane lanes} that keep the order that the
 * listeners ask for; the {@link CommitFrontier} sees to it that nothing is committed before all listeners are through with it.
 * <p>
 * Confined to the polling thread, except for {@link #wake}, {@link #stop} and what asks how it stands.
 */
public final class PartitionDelivery {

    private static final Object WHOLE_PARTITION = new Object();

    private final DeliveryContext context;
    private final CommitFrontier frontier;
    private final CompletableFuture<Void> after;
    /** The delivery before this one, for as long as it has calls under way. */
    private volatile PartitionDelivery previous;
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean full;

    // Guarded by this.
    private final Map<Object, Lane> lanes = new HashMap<>();
    private CompletableFuture<Void> stopped;
    private int runningWhenStopped;

    /**
     * A delivery that has nothing to do yet.
     *
     * @param context what it shares with the consumer's other partitions
     * @param position the offset of the next record to be fetched
     * @param previous an earlier delivery of the partition, or null; while calls of it are under way this one counts as full,
     *        since two calls out of order would be worse than none
     */
    public PartitionDelivery(DeliveryContext context, long position, PartitionDelivery previous) {
        this.context = context;
        this.frontier = new CommitFrontier(position);
        this.previous = previous;
        this.after = previous == null
                ? CompletableFuture.completedFuture(null)
                : previous.stop().toCompletableFuture();
        this.after.whenComplete((nothing, error) -> {
            this.previous = null;
            context.roomAgain().run();
        });
    }

    /**
     * Takes fetched records: skips those that nobody asked for without decoding them, and queues the others.
     *
     * @param records in the order of the partition
     */
    public void offer(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String name = RecordName.of(record);
            List<Listener> candidates = context.group().candidatesFor(name);
            if (candidates.isEmpty()) {
                frontier.skipped(record.offset());
            } else {
                offer(record, candidates);
            }
        }
    }

    private void offer(ConsumerRecord<byte[], byte[]> record, List<Listener> candidates) {
        CommitFrontier.Mark mark = frontier.received(record.offset());
        unfinished.incrementAndGet();
        enqueue(order(record), new FetchedRecord(context, record, candidates, () -> done(mark)));
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
            lanes.computeIfAbsent(order, absent -> new Lane(context.threads(), () -> removeIfIdle(order))).add(record);
        }
    }

    private synchronized void removeIfIdle(Object order) {
        lanes.computeIfPresent(order, (same, lane) -> lane.isIdle() ? null : lane);
    }

    /** On any thread. */
    private void done(CommitFrontier.Mark mark) {
        mark.done();
        if (unfinished.decrementAndGet() <= context.maxUnfinished() / 2 && full) {
            context.roomAgain().run();
        }
    }

    /**
     * The offset up to which everything is done.
     *
     * @return what may be committed
     */
    public long committable() {
        return frontier.committable();
    }

    /**
     * Whether so many records are held that the partition should not be fetched. Records that are done count as well, as long
     * as one before them is not: so memory is bounded however far ahead some listeners, or keys, are.
     *
     * @return true until half of them are gone
     */
    public boolean isFull() {
        boolean wasFull = full;
        // What is done from here on calls for another look.
        full = true;
        int held = frontier.held();
        full = held >= context.maxUnfinished() || wasFull && held > context.maxUnfinished() / 2;
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

    /**
     * The events that listeners are being called for.
     *
     * @return of all listeners
     */
    public synchronized List<UnfinishedEvent> runningEvents() {
        return deliveries().filter(Delivery::isRunning).flatMap(delivery -> Stream.ofNullable(delivery.unfinished())).toList();
    }

    /**
     * How many calls are under way.
     *
     * @return of all listeners
     */
    public synchronized int running() {
        return (int) deliveries().filter(Delivery::isRunning).count();
    }

    private Stream<Delivery> deliveries() {
        return lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.current())).flatMap(FetchedRecord::deliveries);
    }

    /**
     * How many calls were under way when this was stopped.
     *
     * @return 0 if it has not been stopped
     */
    public synchronized int runningWhenStopped() {
        return runningWhenStopped;
    }

    /** Looks again at events whose listener was resumed or cancelled. */
    public synchronized void wake() {
        lanes.values().forEach(Lane::wake);
    }

    /**
     * Hands out nothing more. Stopping again changes nothing.
     *
     * @return completes when all calls that are under way have ended; those of an earlier delivery, too
     */
    public synchronized CompletionStage<Void> stop() {
        if (stopped == null) {
            runningWhenStopped = running();
            stopped = CompletableFuture.allOf(Stream.concat(Stream.of(after), lanes.values().stream().map(Lane::stop))
                    .toArray(CompletableFuture[]::new));
        }
        return stopped;
    }

    /**
     * The event that a listener has been at for the longest time.
     *
     * @param listener the listener's id
     * @return empty if the listener is at none
     */
    public Optional<UnfinishedEvent> oldestUnfinished(String listener) {
        PartitionDelivery before = previous;
        Optional<UnfinishedEvent> left = before == null ? Optional.empty() : before.oldestUnfinished(listener);
        return left.isPresent() ? left : oldestOwn(listener);
    }

    private synchronized Optional<UnfinishedEvent> oldestOwn(String listener) {
        return deliveries().filter(delivery -> delivery.listener().spec().id().equals(listener))
                .flatMap(delivery -> Stream.ofNullable(delivery.unfinished()))
                .min(UnfinishedEvent.OLDEST_FIRST);
    }
}
