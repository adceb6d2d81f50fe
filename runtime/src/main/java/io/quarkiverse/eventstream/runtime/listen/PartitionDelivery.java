package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

/**
 * Delivers the records of one partition to the listeners of a group: in order, one record at a time, the same one again after
 * a growing delay while a listener fails.
 * <p>
 * {@link #offer}, {@link #committable} and {@link #isFull} belong to the polling thread. Delivery itself moves between
 * threads, but only ever one of them is at it: the state {@code RUNNING} stands for it.
 */
public final class PartitionDelivery {

    private enum State {
        /** An earlier delivery of the same partition still has a call under way: one at a time. */
        HELD,
        /** Nothing to deliver. */
        IDLE,
        /** A thread delivers, or a call is under way. */
        RUNNING,
        /** A record waits for its next attempt: for the delay to pass, or for a paused listener to be resumed. */
        WAITING
    }

    private static final long NO_WORKER_DELAY_MILLIS = 50;

    private final ListenerGroup group;
    private final EventCodec codec;
    private final BusThreads threads;
    private final Redelivery redelivery;
    private final int maxBuffered;
    private final Runnable drained;
    private final CommitFrontier frontier;
    private final CompletableFuture<Void> after;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    // Guarded by this.
    private final Deque<EventDelivery> queue = new ArrayDeque<>();
    private State state = State.IDLE;
    private EventDelivery current;
    private ScheduledFuture<?> nextAttempt;
    private boolean wokenMeanwhile;
    private boolean full;
    private boolean stopping;

    /**
     * A delivery that has nothing to do yet.
     *
     * @param group the listeners
     * @param codec reads records
     * @param threads where to run
     * @param redelivery how long to wait after failures
     * @param maxBuffered from how many waiting records on the partition counts as full
     * @param drained called on any thread when a full partition has room again
     * @param position the offset of the next record to be fetched
     * @param after completes when nothing stands in the way of the first call any more
     */
    public PartitionDelivery(ListenerGroup group, EventCodec codec, BusThreads threads, Redelivery redelivery,
            int maxBuffered, Runnable drained, long position, CompletionStage<Void> after) {
        this.group = group;
        this.codec = codec;
        this.threads = threads;
        this.redelivery = redelivery;
        this.maxBuffered = maxBuffered;
        this.drained = drained;
        this.frontier = new CommitFrontier(position);
        this.after = after.toCompletableFuture();
        if (!this.after.isDone()) {
            state = State.HELD;
            this.after.whenComplete((nothing, error) -> release());
        }
    }

    private void release() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            state = State.RUNNING;
        }
        dispatch(this::run);
    }

    /**
     * Takes fetched records: skips those that nobody asked for without decoding them, and queues the others.
     *
     * @param records in the order of the partition
     */
    public void offer(List<ConsumerRecord<byte[], byte[]>> records) {
        boolean start = false;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String name = RecordName.of(record);
            if (name != null && !group.wants(name)) {
                frontier.skipped(record.offset());
                continue;
            }
            EventDelivery delivery = new EventDelivery(group, codec, record, frontier.received(record.offset()));
            synchronized (this) {
                queue.add(delivery);
                full |= queue.size() >= maxBuffered;
                if (state == State.IDLE && !stopping) {
                    state = State.RUNNING;
                    start = true;
                }
            }
        }
        if (start) {
            dispatch(this::run);
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
     * Whether so many records wait that the partition should not be fetched.
     *
     * @return true until half of them are gone
     */
    public synchronized boolean isFull() {
        return full;
    }

    /** Looks again at a record that waits: a listener was paused, resumed or cancelled, or the delay is over. */
    public void wake() {
        synchronized (this) {
            if (state != State.WAITING) {
                wokenMeanwhile = true;
                return;
            }
            cancelNextAttempt();
            state = State.RUNNING;
        }
        dispatch(this::run);
    }

    /**
     * Hands out nothing more.
     *
     * @return completes when the call that is under way, if any, has ended; an earlier delivery's call, too
     */
    public CompletionStage<Void> stop() {
        State now;
        synchronized (this) {
            stopping = true;
            queue.clear();
            cancelNextAttempt();
            now = state;
        }
        if (now == State.HELD) {
            after.whenComplete((nothing, error) -> stopped.complete(null));
        } else if (now != State.RUNNING) {
            stopped.complete(null);
        }
        return stopped;
    }

    private void run() {
        for (EventDelivery delivery = next(); delivery != null; delivery = next()) {
            boolean ended = delivery.attempt(this::attemptEndedElsewhere);
            if (!ended || !conclude(delivery)) {
                return;
            }
        }
    }

    private void attemptEndedElsewhere() {
        dispatch(() -> {
            if (conclude(current())) {
                run();
            }
        });
    }

    /** Runs a step of the delivery on a worker thread; a little later, if the pool has none to spare just now. */
    private void dispatch(Runnable step) {
        try {
            threads.worker().execute(step);
        } catch (RejectedExecutionException e) {
            if (!threads.timer().isShutdown()) {
                threads.timer().schedule(() -> dispatch(step), NO_WORKER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private synchronized EventDelivery current() {
        return current;
    }

    /** The record to attempt next, or null if there is none: then this partition is at rest. */
    private EventDelivery next() {
        boolean roomAgain = false;
        EventDelivery delivery = null;
        synchronized (this) {
            if (!stopping) {
                wokenMeanwhile = false;
                if (current == null) {
                    current = queue.poll();
                    roomAgain = full && queue.size() <= maxBuffered / 2;
                    full &= !roomAgain;
                }
                delivery = current;
            }
            if (delivery == null) {
                state = State.IDLE;
            }
        }
        if (roomAgain) {
            drained.run();
        }
        if (delivery == null && isStopping()) {
            stopped.complete(null);
        }
        return delivery;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** After an attempt: true if delivery can go on, false if the record has to wait. */
    private synchronized boolean conclude(EventDelivery delivery) {
        if (delivery.isDone()) {
            current = null;
            return true;
        }
        if (stopping || wokenMeanwhile) {
            return true;
        }
        state = State.WAITING;
        int failures = delivery.failures();
        if (failures > 0) {
            nextAttempt = threads.timer().schedule(this::wake, redelivery.delayAfter(failures), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private void cancelNextAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
            nextAttempt = null;
        }
    }
}
