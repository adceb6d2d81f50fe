package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The records of one topic that wait for Kafka's client to take them. While one waits, all later ones of the topic queue behind
 * it: that keeps the order. Only one thread at a time works a lane off, and a record leaves it only once it has been taken or
 * has ended, so that no later one can slip past.
 */
final class TopicLane {

    /** Who leads the partitions of topics. */
    interface Leaders {

        /** Whether a partition of a topic has no leader, as far as is known. */
        boolean isOneMissing(String topic);
    }

    private static final long KNOWN = Long.MIN_VALUE;
    private static final long NOT_YET = Long.MIN_VALUE;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final String topic;
    private final InFlight allInFlight;
    private final InFlight inFlight;
    private final LongSupplier clock;
    private final Queue<PendingRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean worked = new AtomicBoolean();
    private final AtomicBoolean missingReported = new AtomicBoolean();
    private final AtomicBoolean probing = new AtomicBoolean();
    private final AtomicLong takenSince = new AtomicLong(NOT_YET);
    private volatile boolean opened;
    private final AtomicLong unknownSince = new AtomicLong(KNOWN);

    /**
     * A lane without records.
     *
     * @param topic its topic, prefix and all
     * @param allInFlight what is under way to all topics
     */
    TopicLane(String topic, InFlight allInFlight) {
        this(topic, allInFlight, System::nanoTime);
    }

    TopicLane(String topic, InFlight allInFlight, LongSupplier clock) {
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
        return waiting.isEmpty();
    }

    void add(PendingRecord record) {
        waiting.add(record);
    }

    PendingRecord head() {
        return waiting.peek();
    }

    void removeHead() {
        waiting.poll();
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
    void isKnown() {
        if (unknownSince.get() != KNOWN) {
            unknownSince.set(KNOWN);
        }
    }

    /**
     * Whether a record may go now; if so, {@link #released} must follow. A topic leaves some room to all others, so that one that gets
     * no answers doesn't take it all. Until the broker has written a first one, they go one at a time: a broker that doesn't lead a new
     * partition yet would refuse the first and, a moment later, take the second, and then never take the first again, since it would
     * be out of order. Where a partition has no leader, and the first one may be for that, it must not hold up records of others.
     *
     * @param weight of the record
     * @param leaders the leaders of the topic's partitions
     */
    boolean begin(int weight, Leaders leaders) {
        if (!isOpen(leaders)) {
            return false;
        }
        inFlight.begin(weight);
        return true;
    }

    private boolean isOpen(Leaders leaders) {
        if (!allInFlight.leavesRoomBeside(inFlight)) {
            return false;
        }
        if (opened || probing.compareAndSet(false, true)) {
            return true;
        }
        long since = takenSince.get();
        if (since != NOT_YET && clock.getAsLong() - since > PATIENCE_NANOS && leaders.isOneMissing(topic)) {
            opened = true;
        }
        return opened;
    }

    /** Kafka's client has taken a record. */
    void taken() {
        isKnown();
        if (!opened && takenSince.get() == NOT_YET) {
            takenSince.compareAndSet(NOT_YET, clock.getAsLong());
        }
    }

    /** Kafka's client has let go of a record, or never took it. */
    void released(int weight) {
        inFlight.end(weight);
        if (!opened) {
            probing.set(false);
        }
    }

    /** The broker has written a record. */
    void isWritten() {
        if (!opened) {
            opened = true;
        }
    }

    /** True the first time: then somebody is to be told that the topic is missing. */
    boolean reportMissingOnce() {
        return !missingReported.getAndSet(true);
    }

    boolean tryEnter() {
        return worked.compareAndSet(false, true);
    }

    void leave() {
        worked.set(false);
    }
}
