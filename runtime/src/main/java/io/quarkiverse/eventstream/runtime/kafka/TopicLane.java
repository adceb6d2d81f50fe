package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The records of one topic that wait for Kafka's client to take them. While one waits, all later ones of the topic queue behind
 * it: that keeps the order. Only one thread at a time works a lane off, and a record leaves it only once it has been taken or
 * has ended, so that no later one can slip past.
 */
final class TopicLane {

    private static final long KNOWN = Long.MIN_VALUE;

    private final String topic;
    private final Queue<PendingRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean worked = new AtomicBoolean();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean written;
    private final AtomicLong unknownSince = new AtomicLong(KNOWN);

    TopicLane(String topic) {
        this.topic = topic;
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
     * @param now the time by {@link System#nanoTime()}
     * @return for how long it has been saying so, in nanoseconds; 0 the first time
     */
    long unknownFor(long now) {
        unknownSince.compareAndSet(KNOWN, now);
        return now - unknownSince.get();
    }

    /** The broker says anything else of the topic. */
    void isKnown() {
        if (unknownSince.get() != KNOWN) {
            unknownSince.set(KNOWN);
        }
    }

    /**
     * Whether a record may go now; if so, {@link #released} must follow. Until the broker has written a first one, they go one at a
     * time: a broker that doesn't lead a new partition yet would refuse the first and, a moment later, take the second, and then never
     * take the first again, since it would be out of order.
     */
    boolean mayGo() {
        return written || probing.compareAndSet(false, true);
    }

    /** Kafka's client has let go of a record, or never took it. */
    void released() {
        if (!written) {
            probing.set(false);
        }
    }

    /** The broker has written a record. */
    void isWritten() {
        if (!written) {
            written = true;
        }
    }

    boolean tryEnter() {
        return worked.compareAndSet(false, true);
    }

    void leave() {
        worked.set(false);
    }
}
