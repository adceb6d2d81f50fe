package io.quarkiverse.eventstream.test.outbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.RecordSender;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * Sends the records of each key one after the other. One that is refused is sent again after a while, and holds back those behind it.
 * Thread-safe.
 */
final class MemoryLanes {

    private static final Duration RETRY = Duration.ofMillis(200);

    private final RecordSender sender;
    /** Starts its thread when it has a task. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(MemoryLanes::thread);

    // Guarded by this.
    private final Map<Key, Queue<Entry>> lanes = new HashMap<>();
    private boolean closed;

    /** A record without a key is in order with none. */
    private record Key(String topic, Object key) {

        static Key of(ProducerRecord<byte[], byte[]> record) {
            return new Key(record.topic(), record.key() == null ? new Object() : ByteBuffer.wrap(record.key()));
        }
    }

    private record Entry(ProducerRecord<byte[], byte[]> record, SendCallback callback) {}

    MemoryLanes(RecordSender sender) {
        this.sender = sender;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "eventstream-memory-outbox");
        thread.setDaemon(true);
        return thread;
    }

    void add(ProducerRecord<byte[], byte[]> record, SendCallback callback) {
        Key key = Key.of(record);
        Entry entry = new Entry(record, callback);
        synchronized (this) {
            if (!closed) {
                Queue<Entry> lane = lanes.get(key);
                if (lane != null) {
                    lane.add(entry);
                    return;
                }
                lanes.put(key, new ArrayDeque<>(List.of(entry)));
            }
        }
        if (isClosed()) {
            callback.completed(null, stopped());
        } else {
            send(key, entry);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static EventStreamException stopped() {
        return new EventStreamException("The application stops. The event was stored in memory, and is not sent");
    }

    private void send(Key key, Entry entry) {
        sender.send(entry.record(), (written, error) -> {
            if (error == null) {
                written(key, entry, written);
            } else {
                later(RETRY, key, entry);
            }
        });
    }

    private void written(Key key, Entry entry, WrittenRecord written) {
        Entry next;
        synchronized (this) {
            Queue<Entry> lane = lanes.get(key);
            if (lane == null) {
                return;
            }
            lane.remove();
            next = lane.peek();
            if (next == null) {
                lanes.remove(key);
            }
        }
        entry.callback().completed(written, null);
        if (next != null) {
            // Not here: a long lane would need a deep stack.
            later(Duration.ZERO, key, next);
        }
    }

    private synchronized void later(Duration delay, Key key, Entry entry) {
        if (!closed) {
            thread.schedule(() -> send(key, entry), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Sends nothing more, and fails the records that were not sent. */
    void close() {
        List<Entry> left;
        synchronized (this) {
            closed = true;
            thread.shutdownNow();
            left = new ArrayList<>();
            lanes.values().forEach(left::addAll);
            lanes.clear();
        }
        left.forEach(entry -> entry.callback().completed(null, stopped()));
    }
}
