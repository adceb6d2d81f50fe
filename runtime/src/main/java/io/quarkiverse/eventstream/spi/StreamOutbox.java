package io.quarkiverse.eventstream.spi;

import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.clients.producer.ProducerRecord;

/** The {@link Outbox} of one stream. Thread-safe; only {@link #cancel} and {@link #close} block. */
public interface StreamOutbox {

    /**
     * Whether the calling thread has a transaction that a record can be stored in.
     *
     * @return false if there is none, or if it is about to end
     */
    boolean isInTransaction();

    /**
     * Stores a record in the transaction of the calling thread. It is sent after the commit, and never if the transaction rolls back.
     * Records of one key and topic are sent in the order of their transactions, and within one in the order of the calls.
     *
     * @param record a full topic, no partition and no timestamp; it must not be changed
     * @param callback completed exactly once, on any thread: when the record was written, with coordinates of -1 if another instance of the
     *        application has sent it; with a {@link io.quarkiverse.eventstream.PublishRolledBackException} if the transaction rolls back;
     *        with an exception when the outbox closes before
     * @throws IllegalStateException if the thread has no transaction
     */
    void store(ProducerRecord<byte[], byte[]> record, StoreCallback callback);

    /**
     * Stores a record that is not sent before a time: in the transaction of the calling thread if there is one, else in a transaction of its
     * own, on another thread. Once it is due, it takes its place behind the records of its key that are stored then.
     *
     * @param record a full topic, no partition and no timestamp, the id of its event, and its time
     * @param callback completed exactly once, on any thread: with coordinates of -1 when the record is stored, or with an exception if it
     *        is not
     */
    void storeUntilDue(DelayedRecord record, StoreCallback callback);

    /**
     * Deletes the records of an event that are not due yet, with the transaction of the calling thread if there is one. Blocks.
     *
     * @param eventId the id of the event
     * @return whether there were any; they are never sent then
     * @throws io.quarkiverse.eventstream.EventStreamException if they can't be deleted
     */
    boolean cancel(String eventId);

    /**
     * The time that decides which records are due.
     *
     * @return the current time
     */
    Instant now();

    /**
     * Sends nothing more, and waits for the records in flight. Called before the connection of the stream is closed. Stored records
     * that were not sent stay stored.
     *
     * @param timeout how long to wait for records in flight; zero or more
     */
    void close(Duration timeout);

    /**
     * A record that is not sent before a time.
     *
     * @param record the record; it must not be changed
     * @param eventId the id of its event
     * @param due the time
     */
    record DelayedRecord(ProducerRecord<byte[], byte[]> record, String eventId, Instant due) {}
}
