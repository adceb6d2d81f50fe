package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.spi.KeyPartitioner;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * Writes records at once, on the sending thread, unless a fault delays them or a preceding record of their topic. Thread-safe.
 */
final class MemorySender {

    private final MemoryCluster cluster;
    private final KeyPartitioner partitioner;
    private final PublishFaults faults;
    /** For delayed records; starts its thread with the first. */
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(MemorySender::thread);
    private final Map<String, Queue<Waiting>> delayed = new HashMap<>();
    private boolean closed;

    /** A record that is not written yet. It ends once: it is written or given up. */
    private final class Waiting {

        private final ProducerRecord<byte[], byte[]> record;
        private final SendCallback callback;
        private PublishFaults.Fault fault;
        private Future<?> deadline;
        private boolean ended;

        Waiting(ProducerRecord<byte[], byte[]> record, SendCallback callback, PublishFaults.Fault fault) {
            this.record = record;
            this.callback = callback;
            this.fault = fault;
        }

        private boolean end() {
            synchronized (MemorySender.this) {
                boolean first = !ended;
                ended = true;
                return first;
            }
        }

        void write() {
            if (!end()) {
                return;
            }
            if (deadline != null) {
                deadline.cancel(false);
            }
            WrittenRecord written = null;
            RuntimeException error = fault.error();
            try {
                for (int copy = 0; copy < fault.copies(); copy++) {
                    WrittenRecord appended = cluster.append(record, partitioner);
                    written = written == null ? appended : written;
                }
            } catch (IllegalArgumentException e) {
                error = e;
            }
            callback.completed(error == null ? written : null, error);
        }

        void giveUp(RuntimeException reason) {
            if (end()) {
                callback.completed(null, reason);
            }
        }
    }

    MemorySender(MemoryCluster cluster, KeyPartitioner partitioner, PublishFaults faults) {
        this.cluster = cluster;
        this.partitioner = partitioner;
        this.faults = faults;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "eventstream-memory");
        thread.setDaemon(true);
        return thread;
    }

    void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        Waiting waiting = new Waiting(record, callback, faults.next(record.topic()));
        if (!waits(waiting, timeout)) {
            waiting.write();
        }
    }

    private synchronized boolean waits(Waiting waiting, Duration timeout) {
        if (closed) {
            waiting.giveUp(new EventStreamException("The stream is closed: the application is stopping"));
            return true;
        }
        String topic = waiting.record.topic();
        Queue<Waiting> before = delayed.get(topic);
        if (before == null && waiting.fault.delay().isZero()) {
            return false;
        }
        waiting.deadline = timer.schedule(() -> waiting.giveUp(new PublishTimeoutException("The event was not written to "
                + topic + " within " + timeout + ", because a test delayed the records of the topic", null)),
                timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (before == null) {
            delayed.put(topic, new ArrayDeque<>(List.of(waiting)));
            awaitHead(topic, waiting);
        } else {
            before.add(waiting);
        }
        return true;
    }

    private void awaitHead(String topic, Waiting head) {
        try {
            timer.schedule(() -> writeFrom(topic, head), head.fault.delay().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            head.giveUp(new EventStreamException("The application stopped before the event was written", e));
        }
    }

    /** Writes the head of a topic's queue, whose delay is over, and the records after it up to the next delay. */
    private void writeFrom(String topic, Waiting first) {
        Waiting head = poll(topic, first);
        while (head != null) {
            head.write();
            head = nextWithoutDelay(topic);
        }
    }

    /** Null if the record is no longer the head, because the delays were ended. */
    private synchronized Waiting poll(String topic, Waiting first) {
        Queue<Waiting> waiting = delayed.get(topic);
        return waiting == null || waiting.peek() != first ? null : waiting.poll();
    }

    private synchronized Waiting nextWithoutDelay(String topic) {
        Queue<Waiting> waiting = delayed.get(topic);
        Waiting next = waiting == null ? null : waiting.peek();
        if (next == null) {
            delayed.remove(topic);
        } else if (!next.fault.delay().isZero()) {
            awaitHead(topic, next);
            return null;
        } else {
            waiting.remove();
        }
        return next;
    }

    /** Has the delayed records written now, in their order, on the only thread of the timer. */
    synchronized void endDelays() {
        delayed.forEach((topic, waiting) -> {
            waiting.forEach(each -> each.fault = each.fault.withoutDelay());
            if (!waiting.isEmpty()) {
                awaitHead(topic, waiting.peek());
            }
        });
    }

    void close() {
        List<Waiting> left;
        synchronized (this) {
            closed = true;
            left = delayed.values().stream().flatMap(Queue::stream).toList();
            delayed.clear();
        }
        left.forEach(waiting -> waiting.giveUp(
                new EventStreamException("The application stopped before the event was written")));
        timer.shutdownNow();
    }
}
