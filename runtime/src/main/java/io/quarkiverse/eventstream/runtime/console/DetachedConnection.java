package io.quarkiverse.eventstream.runtime.console;

import java.time.Duration;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * A stream that no record comes back from. Receipts name partition -1 and offset -1.
 */
class DetachedConnection implements StreamConnection {

    /** What becomes of a record; nothing, by default. */
    protected void take(ProducerRecord<byte[], byte[]> record) {}

    private volatile boolean closed;

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        if (closed) {
            callback.completed(null, new EventStreamException("The stream is closed: the application is stopping"));
            return;
        }
        take(record);
        callback.completed(new WrittenRecord(record.topic(), -1, -1), null);
    }

    @Override
    public void close(Duration timeout) {
        closed = true;
    }
}
