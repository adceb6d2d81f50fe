package io.quarkiverse.eventstream.spi;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to a stream, with the timeout of the stream's configuration. The bus implements it. Thread-safe. */
@FunctionalInterface
public interface RecordSender {

    /**
     * Sends a record, as {@link StreamConnection#send} does.
     *
     * @param record a full topic, no partition and no timestamp; it must not be changed
     * @param callback called exactly once, on any thread, possibly before this method returns
     */
    void send(ProducerRecord<byte[], byte[]> record, SendCallback callback);
}
