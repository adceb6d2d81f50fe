package io.quarkiverse.eventstream.runtime.console;

import java.time.Duration;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;

/** A connection that accepts records and delivers none. Its receipts have partition -1 and offset -1. */
class DetachedConnection implements StreamConnection {

    private volatile boolean closed;

    /** Processes a record. Does nothing by default. */
    protected void accept(ProducerRecord<byte[], byte[]> record) {}

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        if (closed) {
            callback.completed(null, new EventStreamException("The stream is closed: the application is stopping"));
            return;
        }
        accept(record);
        callback.completed(new WrittenRecord(record.topic(), -1, -1), null);
    }

    @Override
    public void close(Duration timeout) {
        closed = true;
    }
}
