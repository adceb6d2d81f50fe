package io.quarkiverse.eventstream.runtime.deliver;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The memory that a record takes until it is settled. */
final class RecordSize {

    /** The objects around a record, including its lane. */
    private static final int RECORD = 600;
    /** The objects for each listener. */
    private static final int LISTENER = 120;
    /** The objects around the bytes of a header. */
    private static final int HEADER = 80;

    private RecordSize() {}

    /**
     * An estimate in bytes. Reads all headers: an unread header keeps the buffer of its whole fetch in memory.
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
