package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.WorkerCallback;

/**
 * A record on its way to the broker. It ends once, whichever comes first: the broker's answer, a refusal, or the deadline. There may be
 * tens of thousands at a time, so it is one object and small.
 *
 * <pre>
 *   ┌──────refused──────┐
 *   ▼                   │
 * unsent ──handTo──▶ handed ──answered──▶ ended
 *   └── refused for good, deadline ──────────▲
 * </pre>
 *
 * While it is handed, a deadline ends it too; then it may have been written.
 */
final class PendingRecord implements Callback, Runnable {

    /** Sends the record, and is notified of its progress. */
    interface Sender {

        /** The client has released a record that it had taken. */
        void released(PendingRecord record);

        /**
         * The record has ended. Called once.
         *
         * @param written where the record was written; null if it failed
         * @param error the reason of Kafka's client; null if it was written
         */
        void ended(PendingRecord record, WrittenRecord written, Throwable error);
    }

    /** Bytes of the objects around the contents. */
    private static final int OVERHEAD = 200;
    private static final AtomicIntegerFieldUpdater<PendingRecord> ENDED = AtomicIntegerFieldUpdater
            .newUpdater(PendingRecord.class, "ended");

    private final Sender sender;
    private final TopicLane lane;
    private final int weight;
    private final Duration timeout;
    private final SendCallback callback;
    /** Where the callback runs; null if any thread will do. */
    private final Executor worker;
    private final long since = System.nanoTime();
    private volatile int ended;
    private volatile boolean handed;
    private volatile Future<?> deadline;
    /** Null once the client has taken it, which has its own copy. */
    private ProducerRecord<byte[], byte[]> record;
    private WatchedProducer producer;
    /** Null unless it is the first one of its partition. */
    private FirstRecords firstRecords;
    private int partition;
    private int slot;
    private int size;
    /** The thread that is handing the record to the client. Not volatile: a thread compares it with itself only. */
    private Thread handing;
    private Exception refusal;
    /** For the worker. */
    private WrittenRecord result;
    private Throwable failure;

    PendingRecord(ProducerRecord<byte[], byte[]> record, int weight, Duration timeout, SendCallback callback, TopicLane lane,
            Sender sender) {
        this.record = record;
        this.weight = weight;
        this.timeout = timeout;
        this.callback = callback;
        this.worker = callback instanceof WorkerCallback onWorker ? onWorker.worker() : null;
        this.lane = lane;
        this.sender = sender;
    }

    TopicLane lane() {
        return lane;
    }

    /** As how many records it counts among those that are in flight. */
    int weight() {
        return weight;
    }

    Duration timeout() {
        return timeout;
    }

    /** When it was published, by {@link System#nanoTime()}. */
    long since() {
        return since;
    }

    /** Whether Kafka's client has it or had it, so that it may be written. */
    boolean mayBeWritten() {
        return handed;
    }

    boolean hasEnded() {
        return ended != 0;
    }

    /** The task that fails the record when its time is up; cancelled when the record ends. */
    void deadline(Future<?> task) {
        deadline = task;
        if (hasEnded()) {
            task.cancel(false);
        }
    }

    /** Its bytes of memory while it waits; first called before the record is handed to the client. */
    int size() {
        if (size == 0) {
            size = sizeOf(record);
        }
        return size;
    }

    private static int sizeOf(ProducerRecord<byte[], byte[]> record) {
        int size = OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += OVERHEAD + length(header.value());
        }
        return size;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** Null once Kafka's client has it. */
    ProducerRecord<byte[], byte[]> record() {
        return record;
    }

    /** Its partition, if it was determined: not all records need it. */
    int partition() {
        return partition;
    }

    void partition(int number) {
        partition = number;
    }

    /** Fixes the partition, which Kafka's client would choose otherwise. */
    void goTo(int number) {
        partition = number;
        record = new ProducerRecord<>(record.topic(), number, record.timestamp(), record.key(), record.value(),
                record.headers());
    }

    /** No other record goes to its partition until this one is written or released. */
    void becomeFirstOf(FirstRecords records) {
        firstRecords = records;
    }

    /** Another record may be the first one of the partition. */
    void letGoOfPartition() {
        if (firstRecords != null) {
            firstRecords.released(partition);
            firstRecords = null;
        }
    }

    /** The index within {@link InFlightRecords}. */
    int slot() {
        return slot;
    }

    void slot(int index) {
        slot = index;
    }

    void released() {
        sender.released(this);
    }

    /**
     * Hands the record to Kafka's client.
     *
     * @param watched the client's, which decides whether its answer still counts
     */
    Handover handTo(Producer<byte[], byte[]> client, WatchedProducer watched) {
        // In this order, and in the opposite one at the deadline: a record that is reported as not sent is never sent.
        handed = true;
        Throwable reason = hasEnded() ? new TimeoutException("The time is up") : send(client, watched);
        if (reason == null) {
            record = null;
            return Handover.Taken.TAKEN;
        }
        handed = false;
        return new Handover.Refused(reason);
    }

    /** Returns why the client refused the record; null if it took it. */
    private Throwable send(Producer<byte[], byte[]> client, WatchedProducer watched) {
        producer = watched;
        refusal = null;
        handing = Thread.currentThread();
        try {
            client.send(record, this);
            return refusal;
        } catch (Throwable e) {
            // Also undeclared exceptions of an interceptor: no room may stay taken.
            return MetadataRace.isCauseOf(e) ? MetadataRace.asTimeout() : e;
        } finally {
            handing = null;
        }
    }

    /**
     * Kafka's client reports a refusal on the calling thread before {@code send} returns, and the outcome of a record that it took on its
     * own thread.
     */
    @Override
    public void onCompletion(RecordMetadata metadata, Exception error) {
        if (Thread.currentThread() == handing) {
            refusal = error;
            return;
        }
        if (!producer.answered(this, error)) {
            return;
        }
        if (error == null && firstRecords != null) {
            firstRecords.written(partition);
        }
        released();
        if (error == null) {
            end(new WrittenRecord(metadata.topic(), metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1), null);
        } else {
            failed(error);
        }
    }

    void failed(Throwable error) {
        end(null, error);
    }

    /** Invokes the callback, with one of both. */
    void invokeCallback(WrittenRecord written, Throwable error) {
        if (worker == null) {
            callback.completed(written, error);
        } else {
            result = written;
            failure = error;
            worker.execute(this);
        }
    }

    @Override
    public void run() {
        ((WorkerCallback) callback).completedOnWorker(result, failure);
    }

    private void end(WrittenRecord written, Throwable error) {
        if (ENDED.compareAndSet(this, 0, 1)) {
            Future<?> task = deadline;
            if (task != null) {
                task.cancel(false);
            }
            sender.ended(this, written, error);
        }
    }
}
