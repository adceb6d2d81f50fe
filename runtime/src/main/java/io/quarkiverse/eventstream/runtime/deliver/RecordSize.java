package io.quarkiverse.eventstream.runtime.deliver;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** How much memory a record takes while it waits for its listeners, and is delivered to them. */
final class RecordSize {

    /** Of the objects around a record, its lane included. */
    private static final int RECORD = 600;
    /** Of those that each listener adds. */
    private static final int LISTENER = 120;
    /** Of those around the bytes of a header. */
    private static final int HEADER = 80;

    private RecordSize() {}

    /**
     * Reads all headers: until then, each of them keeps the whole fetch alive that it came with.
     *
     * @return bytes, more or less
     */
    static int of(ConsumerRecord<byte[], byte[]> record, int listeners) {
        int size = RECORD + listeners * LISTENER + Math.max(0, record.serializedKeySize())
                + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            byte[] value = header.value();
            size += HEADER + header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }
}
