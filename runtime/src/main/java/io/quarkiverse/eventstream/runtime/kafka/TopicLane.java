package io.quarkiverse.eventstream.runtime.kafka;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.kafka.common.KafkaException;

import io.quarkiverse.eventstream.runtime.kafka.Progress.Gone;
import io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting;

/**
 * The records of one topic that wait for Kafka's client to take them. While one waits, all later ones of the topic wait behind it; while
 * one waits for its partition, only those of that partition do. This keeps the order: a record leaves the lane only once it has been taken
 * or has ended, and its partition is determined first, so that none overtakes another of its partition. One thread at a time processes a
 * lane.
 *
 * <pre>
 * add ──▶ waiting ──FOR_PARTITION──▶ waitingForPartition
 *            └──────── Gone ───────────────┴──▶ has left the lane
 * </pre>
 */
final class TopicLane {

    /** Takes a record as far as possible on its way to Kafka's client. */
    @FunctionalInterface
    interface Step {
        Progress advance(PendingRecord record);
    }

    private static final long KNOWN = Long.MIN_VALUE;

    private final String topic;
    private final InFlightCount allInFlight;
    private final InFlightCount inFlight;
    private final LongSupplier clock;
    private final Queue<PendingRecord> waiting = new ConcurrentLinkedQueue<>();
    /** By partition; only for the thread that processes the lane. No queue is empty. */
    private final Map<Integer, Queue<PendingRecord>> waitingForPartition = new HashMap<>();
    private volatile boolean someWaitForPartition;
    private volatile FirstRecords firstRecords;
    private final AtomicBoolean isWorkedOff = new AtomicBoolean();
    private final AtomicBoolean missingReported = new AtomicBoolean();
    private final AtomicLong unknownSince = new AtomicLong(KNOWN);
    private final Stall stall = new Stall();

    /**
     * A lane without records.
     *
     * @param topic with the prefix
     * @param allInFlight counts the records in flight to all topics
     */
    TopicLane(String topic, InFlightCount allInFlight) {
        this(topic, allInFlight, System::nanoTime);
    }

    TopicLane(String topic, InFlightCount allInFlight, LongSupplier clock) {
        this.topic = topic;
        this.allInFlight = allInFlight;
        this.inFlight = allInFlight.another();
        this.clock = clock;
    }

    /** With the prefix. */
    String topic() {
        return topic;
    }

    /** Notices that no record of the topic is written. */
    Stall stall() {
        return stall;
    }

    /** Whether records wait or are in flight. */
    boolean hasRecords() {
        return inFlight.count() > 0 || !isEmpty();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !someWaitForPartition;
    }

    void add(PendingRecord record) {
        waiting.add(record);
    }

    /** Takes each record as far as possible, unless another thread does. */
    void workOff(Step step) {
        if (!isWorkedOff.compareAndSet(false, true)) {
            return;
        }
        try {
            if (workOffPartitions(step)) {
                workOffOthers(step);
            }
        } finally {
            someWaitForPartition = !waitingForPartition.isEmpty();
            isWorkedOff.set(false);
        }
    }

    /** Returns false if the lane must wait. */
    private boolean workOffPartitions(Step step) {
        for (Iterator<Queue<PendingRecord>> queues = waitingForPartition.values().iterator(); queues.hasNext();) {
            Queue<PendingRecord> queue = queues.next();
            Progress progress = Gone.TAKEN;
            for (PendingRecord head = queue.peek(); head != null && progress instanceof Gone; head = queue.peek()) {
                progress = step.advance(head);
                if (progress instanceof Gone) {
                    queue.poll();
                }
            }
            if (progress == Waiting.FOR_CLIENT) {
                return false;
            }
            if (queue.isEmpty()) {
                queues.remove();
            }
        }
        return true;
    }

    private void workOffOthers(Step step) {
        for (PendingRecord head = waiting.peek(); head != null; head = waiting.peek()) {
            Progress progress = waitingForPartition.isEmpty() ? step.advance(head) : advanceInOrder(head, step);
            if (progress == Waiting.FOR_CLIENT) {
                return;
            }
            if (progress == Waiting.FOR_PARTITION) {
                // In this order: the lane must not look empty in between.
                someWaitForPartition = true;
                waitingForPartition.computeIfAbsent(head.partition(), partition -> new ArrayDeque<>()).add(head);
            }
            waiting.poll();
        }
    }

    /** Earlier records wait for their partitions, which may have become free since they were asked. */
    private Progress advanceInOrder(PendingRecord head, Step step) {
        OptionalInt partition;
        try {
            partition = firstRecords.partitionOf(head.record());
        } catch (KafkaException | IllegalStateException e) {
            // The topic is not known any more, or the producer is closed. The step handles that once no earlier record waits.
            return Waiting.FOR_CLIENT;
        }
        if (partition.isPresent() && waitingForPartition.containsKey(partition.getAsInt())) {
            head.partition(partition.getAsInt());
            return Waiting.FOR_PARTITION;
        }
        return step.advance(head);
    }

    /** The partitions that have a record of that producer. */
    FirstRecords firstRecords(FirstRecords.Topics producer) {
        FirstRecords current = firstRecords;
        if (current == null || !current.areOf(producer)) {
            current = replaceFirstRecords(producer);
        }
        return current;
    }

    private synchronized FirstRecords replaceFirstRecords(FirstRecords.Topics producer) {
        if (firstRecords == null || !firstRecords.areOf(producer)) {
            firstRecords = new FirstRecords(topic, producer);
        }
        return firstRecords;
    }

    /**
     * Notes that the broker does not know the topic. Returns for how long it has not, in nanoseconds; 0 the first time.
     *
     * @param since when the record concerned began to wait: earlier answers don't count for it
     */
    long unknownFor(long since) {
        long now = clock.getAsLong();
        unknownSince.compareAndSet(KNOWN, now);
        return Math.min(now - unknownSince.get(), now - since);
    }

    /** Notes that the broker knows the topic, or does not answer at the moment. */
    void noteKnown() {
        if (unknownSince.get() != KNOWN) {
            unknownSince.set(KNOWN);
        }
    }

    /**
     * Takes room for a record; if there is any, {@link #released} must follow. A topic leaves some room to all others, so that a topic
     * without answers does not take it all.
     *
     * @return as {@link InFlightCount#begin}
     */
    long begin(int weight) {
        long number = allInFlight.begin(weight);
        if (number != InFlightCount.FULL) {
            if (!allInFlight.leavesRoomBeside(inFlight)) {
                allInFlight.end(weight);
                return InFlightCount.FULL;
            }
            inFlight.begin(weight);
        }
        return number;
    }

    /** Kafka's client has released a record, or never took it. */
    void released(int weight) {
        inFlight.end(weight);
        allInFlight.end(weight);
    }

    /** Whether a warning that the topic is missing is due: only the first time. */
    boolean mustReportMissing() {
        return !missingReported.getAndSet(true);
    }
}
