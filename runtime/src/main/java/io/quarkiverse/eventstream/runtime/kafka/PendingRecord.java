package io.quarkiverse.eventstream.runtime.kafka;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.stream.SendCallback;

/**
 * A record on its way to the broker. Its callback is called once, whichever comes first: the broker's answer, a refusal, or the
 * deadline.
 */
final class PendingRecord {

    private final String topic;
    private final SendCallback callback;
    private final long since = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Future<?> deadline;
    private volatile Runnable release;
    /** Null once the client has taken it, which has its own copy: what is under way should weigh little. */
    private ProducerRecord<byte[], byte[]> record;

    PendingRecord(ProducerRecord<byte[], byte[]> record, SendCallback callback) {
        this.topic = record.topic();
        this.record = record;
        this.callback = callback;
    }

    String topic() {
        return topic;
    }

    /** Whether the record has been on its way since before a time by {@link System#nanoTime()}. */
    boolean wasBefore(long time) {
        return since - time < 0;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** The task that fails the record when its time is up; it goes away with the record. */
    void deadline(Future<?> task) {
        deadline = task;
        if (hasEnded()) {
            task.cancel(false);
        }
    }

    /** What to call when the client has let go of the record. */
    void onRelease(Runnable task) {
        release = task;
    }

    void released() {
        release.run();
    }

    /**
     * Hands the record to Kafka's client.
     *
     * @param answered told of the client's answer to a record that it took; false if nobody waits for it any more
     * @return null if the client took it, else why it didn't
     */
    Throwable handTo(Producer<byte[], byte[]> producer, Predicate<PendingRecord> answered) {
        Handover handover = new Handover(answered);
        try {
            producer.send(record, handover::completed);
            Throwable refusal = handover.refusal();
            if (refusal == null) {
                record = null;
            }
            return refusal;
        } catch (NullPointerException e) {
            return isFoundMeanwhile(e) ? new TimeoutException("The topic has just become known") : e;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /**
     * Kafka's client (4.1.2) looks twice for what is the matter with a topic that it doesn't know, and stumbles if the broker has told
     * it in between that nothing is.
     */
    private static boolean isFoundMeanwhile(NullPointerException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().equals(KafkaProducer.class.getName())
                && trace[0].getMethodName().equals("waitOnMetadata");
    }

    void written(RecordMetadata metadata) {
        end(new WrittenRecord(metadata.topic(), metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1), null);
    }

    void failed(Throwable error) {
        end(null, error);
    }

    private void end(WrittenRecord written, Throwable error) {
        if (ended.compareAndSet(false, true)) {
            Future<?> task = deadline;
            if (task != null) {
                task.cancel(false);
            }
            callback.done(written, error);
        }
    }

    /**
     * Tells a refusal, which Kafka's client reports on the calling thread before {@code send} returns, from the outcome of a
     * record that it took, which comes on its own thread.
     */
    private final class Handover {

        private final Thread caller = Thread.currentThread();
        private final Predicate<PendingRecord> answered;
        private boolean returned;
        private Throwable refusal;

        Handover(Predicate<PendingRecord> answered) {
            this.answered = answered;
        }

        void completed(RecordMetadata metadata, Exception error) {
            if (Thread.currentThread() == caller && !returned) {
                refusal = error;
                return;
            }
            if (!answered.test(PendingRecord.this)) {
                return;
            }
            released();
            if (error == null) {
                written(metadata);
            } else {
                failed(error);
            }
        }

        Throwable refusal() {
            returned = true;
            return refusal;
        }
    }
}
