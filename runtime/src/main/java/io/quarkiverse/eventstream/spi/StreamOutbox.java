package io.quarkiverse.eventstream.spi;

import java.time.Duration;

import org.apache.kafka.clients.producer.ProducerRecord;

/** The {@link Outbox} of one stream. Thread-safe; only {@link #close} blocks. */
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
     * @param callback called exactly once, on any thread: when the record was written, with coordinates of -1 if another instance of the
     *        application has sent it; with a {@link io.quarkiverse.eventstream.PublishRolledBackException} if the transaction rolls back;
     *        with an exception when the outbox closes before
     * @throws IllegalStateException if the thread has no transaction
     */
    void store(ProducerRecord<byte[], byte[]> record, SendCallback callback);

    /**
     * Sends nothing more, and waits for the records in flight. Called before the connection of the stream is closed. Stored records
     * that were not sent stay stored.
     *
     * @param timeout how long to wait for records in flight; zero or more
     */
    void close(Duration timeout);
}
