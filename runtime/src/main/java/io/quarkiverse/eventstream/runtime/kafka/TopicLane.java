package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The records of one topic that wait for Kafka's client to take them. While one waits, all later ones of the topic queue behind
 * it: that keeps the order. Only one thread at a time works a lane off, and a record leaves it only once it has been taken or
 * has ended, so that no later one can slip past.
 */
final class TopicLane {

    private final Queue<PendingRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean worked = new AtomicBoolean();

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

    boolean tryEnter() {
        return worked.compareAndSet(false, true);
    }

    void leave() {
        worked.set(false);
    }
}
