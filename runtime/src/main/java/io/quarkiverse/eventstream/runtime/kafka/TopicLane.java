package io.quarkiverse.eventstream.runtime.kafka;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The records of one topic that wait for Kafka's client to take them. While one waits, all later ones of the topic queue behind
 * it, or those of its partition where it waits for that: this keeps the order. Only one thread at a time works a lane off, and a
 * record leaves it only once it has been taken or has ended, so that no later one can slip past.
 */
final class TopicLane {

    /** How far a record gets. */
    enum Progress {
        /** It needs the lane no more: Kafka's client has it, or it has ended. */
        GONE,
        /** It waits, as all behind it must. */
        WAITS,
        /** It waits for the first record of its partition, and holds up no others. */
        WAITS_FOR_PARTITION
    }

    private static final long KNOWN = Long.MIN_VALUE;

    private final String topic;
    private final InFlightCount allInFlight;
    private final InFlightCount inFlight;
    private final LongSupplier clock;
    private final Queue<PendingRecord> waiting = new ConcurrentLinkedQueue<>();
    /** By partition; only for the thread that works the lane off. */
    private final Map<Integer, Queue<PendingRecord>> waitingForPartition = new HashMap<>();
    private volatile boolean someWaitForPartition;
    /** The head of {@link #waiting} while it is worked on; only for the thread that does. */
    private PendingRecord head;
    private volatile FirstRecords firstRecords;
    private final AtomicBoolean worked = new AtomicBoolean();
    private final AtomicBoolean missingReported = new AtomicBoolean();
    private final AtomicLong unknownSince = new AtomicLong(KNOWN);

    /**
     * A lane without records.
     *
     * @param topic its topic, prefix and all
     * @param allInFlight what is in flight to all topics
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

    /** Prefix and all. */
    String topic() {
        return topic;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !someWaitForPartition;
    }

    void add(PendingRecord record) {
        waiting.add(record);
    }

    /** Lets each record go as far as it gets, unless another thread does. */
    void workOff(Function<PendingRecord, Progress> step) {
        if (!worked.compareAndSet(false, true)) {
            return;
        }
        try {
            if (workOffThoseOfPartitions(step)) {
                workOffTheOthers(step);
            }
        } finally {
            someWaitForPartition = !waitingForPartition.isEmpty();
            worked.set(false);
        }
    }

    private boolean workOffThoseOfPartitions(Function<PendingRecord, Progress> step) {
        for (Iterator<Queue<PendingRecord>> queues = waitingForPartition.values().iterator(); queues.hasNext();) {
            Queue<PendingRecord> queue = queues.next();
            if (workOff(queue, step) == Progress.WAITS) {
                return false;
            }
            if (queue.isEmpty()) {
                queues.remove();
            }
        }
        return true;
    }

    private void workOffTheOthers(Function<PendingRecord, Progress> step) {
        Function<PendingRecord, Progress> stepOfHead = record -> {
            head = record;
            return step.apply(record);
        };
        while (workOff(waiting, stepOfHead) == Progress.WAITS_FOR_PARTITION) {
            // In this order: the lane must not look empty meanwhile.
            someWaitForPartition = true;
            waitingForPartition.computeIfAbsent(head.partition(), partition -> new ArrayDeque<>()).add(waiting.poll());
        }
        head = null;
    }

    /**
     * Whether earlier records wait for partitions, which may have become free just now.
     *
     * @param record which is asked how far it gets
     */
    boolean mayOvertake(PendingRecord record) {
        // Another thread's record, which finds the lane empty, is not the head.
        return record == head && !waitingForPartition.isEmpty();
    }

    /** Whether records wait for a partition. Only where one {@link #mayOvertake}. */
    boolean isWaitedFor(int partition) {
        return waitingForPartition.containsKey(partition);
    }

    /** Until one has to wait: that one stays at the head. */
    private static Progress workOff(Queue<PendingRecord> queue, Function<PendingRecord, Progress> step) {
        Progress progress = Progress.GONE;
        for (PendingRecord head = queue.peek(); head != null; head = queue.peek()) {
            progress = step.apply(head);
            if (progress != Progress.GONE) {
                break;
            }
            queue.poll();
        }
        return progress;
    }

    /** Which partitions have a record of that producer. */
    FirstRecords firstRecords(WatchedProducer producer) {
        FirstRecords current = firstRecords;
        if (current == null || !current.areOf(producer)) {
            current = replaceFirstRecords(producer);
        }
        return current;
    }

    private synchronized FirstRecords replaceFirstRecords(WatchedProducer producer) {
        if (firstRecords == null || !firstRecords.areOf(producer)) {
            firstRecords = new FirstRecords(topic, producer, producer.isPartitionKnown());
        }
        return firstRecords;
    }

    /**
     * The broker says that it doesn't know the topic.
     *
     * @param since when the record that hears it began to wait: what was said before is not meant for it
     * @return for how long it has been saying so, in nanoseconds; 0 the first time
     */
    long unknownFor(long since) {
        long now = clock.getAsLong();
        unknownSince.compareAndSet(KNOWN, now);
        return Math.min(now - unknownSince.get(), now - since);
    }

    /** The broker says anything else of the topic, or nothing at the moment. */
    void noteKnown() {
        if (unknownSince.get() != KNOWN) {
            unknownSince.set(KNOWN);
        }
    }

    /**
     * Whether there is room for a record; if so, {@link #released} must follow. A topic leaves some room to all others, so that one that
     * gets no answers doesn't take it all.
     *
     * @param weight of the record
     */
    boolean begin(int weight) {
        if (!allInFlight.leavesRoomBeside(inFlight)) {
            return false;
        }
        inFlight.begin(weight);
        return true;
    }

    /** Kafka's client has let go of a record, or never took it. */
    void released(int weight) {
        inFlight.end(weight);
    }

    /** True the first time: then somebody is to be told that the topic is missing. */
    boolean reportMissingOnce() {
        return !missingReported.getAndSet(true);
    }
}
