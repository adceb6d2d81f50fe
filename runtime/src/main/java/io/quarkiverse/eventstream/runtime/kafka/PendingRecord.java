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
 * A record on its way to the broker. Its way ends once, whichever comes first: the broker's answer, a refusal, or the deadline.
 * There may be ten thousands at a time, so it is one object and weighs little.
 */
final class PendingRecord implements Callback, Runnable {

    /** Sees to it that the record goes its way. */
    interface Sender {

        /** The client has let go of a record that it had taken. */
        void released(PendingRecord record);

        /**
         * The record's way has ended. Called once.
         *
         * @param written where the record was written; null if it failed
         * @param error what Kafka's client says why; null if it was written
         */
        void ended(PendingRecord record, WrittenRecord written, Throwable error);
    }

    /** Of the objects around the bytes. */
    private static final int OVERHEAD = 200;
    private static final AtomicIntegerFieldUpdater<PendingRecord> ENDED = AtomicIntegerFieldUpdater
            .newUpdater(PendingRecord.class, "ended");

    private final Sender sender;
    private final TopicLane lane;
    private final int weight;
    private final Duration timeout;
    private final SendCallback callback;
    /** Where the callback is told; null if it may be on any thread. */
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
    private int place;
    private int size;
    /** The thread that is handing the record to the client; only what a thread has written itself counts for it. */
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

    /** When the record began to be on its way, by {@link System#nanoTime()}. */
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

    /** The task that fails the record when its time is up; it goes away with the record. */
    void deadline(Future<?> task) {
        deadline = task;
        if (hasEnded()) {
            task.cancel(false);
        }
    }

    /** How much memory it takes while it waits; to be asked first before it is handed to the client. */
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

    /** Its partition, if a record of it may have to wait for the first one there. */
    int partition() {
        return partition;
    }

    void partition(int number) {
        partition = number;
    }

    /** Kafka's client is not to choose the partition. */
    void goTo(int number) {
        partition = number;
        record = new ProducerRecord<>(record.topic(), number, record.timestamp(), record.key(), record.value(),
                record.headers());
    }

    /** No other record goes to its partition until this one is written or let go of. */
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

    /** Where {@link InFlightRecords} keep it. */
    int place() {
        return place;
    }

    void place(int number) {
        place = number;
    }

    void released() {
        sender.released(this);
    }

    /**
     * Hands the record to Kafka's client.
     *
     * @param client the client
     * @param watched to be asked, when the answer to a record that the client took comes, whether anybody waits for it still
     * @return null if the client took it, else why it didn't
     */
    Throwable handTo(Producer<byte[], byte[]> client, WatchedProducer watched) {
        // In this order, and the other way round where the time is up: what is told to have failed unsent is not sent.
        handed = true;
        Throwable reason = hasEnded() ? new TimeoutException("The time is up") : send(client, watched);
        if (reason == null) {
            record = null;
        } else {
            handed = false;
        }
        return reason;
    }

    private Throwable send(Producer<byte[], byte[]> client, WatchedProducer watched) {
        producer = watched;
        refusal = null;
        handing = Thread.currentThread();
        try {
            client.send(record, this);
            return refusal;
        } catch (NullPointerException e) {
            return WatchedProducer.reasonOf(e);
        } catch (Throwable e) {
            // Also what an interceptor throws without declaring it: no room may stay taken.
            return e;
        } finally {
            handing = null;
        }
    }

    /**
     * Kafka's client reports a refusal on the calling thread before {@code send} returns, and the outcome of a record that it took on
     * its own thread.
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

    /**
     * Tells the callback.
     *
     * @param written where the record was written; null if it failed
     * @param error why it failed; null if it was written
     */
    void tell(WrittenRecord written, Throwable error) {
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
