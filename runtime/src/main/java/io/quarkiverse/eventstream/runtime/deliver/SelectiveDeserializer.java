package io.quarkiverse.eventstream.runtime.deliver;

import java.nio.ByteBuffer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * Copies only the values of records that concern a listener, and only as many as there is memory for.
 * <ul>
 * <li>The name of an event is scanned in the buffer of the fetch. For a wanted event this is done twice, here and when it is dispatched.
 * So the scan begins when most records are unwanted, and ends when they are not.
 * <li>A few bytes of the network may be compressed records of any size. Records that are left unread in a poll have to be fetched again.
 * </ul>
 * Confined to the polling thread.
 */
public final class SelectiveDeserializer implements Deserializer<byte[]> {

    private static final byte[] UNWANTED = {};
    private static final byte[] UNREAD = {};

    private final ListenerGroup group;
    private final RecordMemory memory;
    private boolean looksFirst;
    private long readInPoll;

    SelectiveDeserializer(ListenerGroup group, RecordMemory memory) {
        this.group = group;
        this.memory = memory;
    }

    /** Whether there was no memory for the value of a record, so that it has to be fetched again. */
    static boolean isUnread(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == UNREAD;
    }

    /** Another poll begins. */
    public void pollBegins() {
        readInPoll = 0;
    }

    /** Whether a record has no value because it concerns no listener. */
    static boolean isUnwanted(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == UNWANTED;
    }

    /** Counts dispatched records, so that the scan begins or ends. */
    void dispatched(int count, int unwanted) {
        looksFirst = unwanted > count / 2;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
        if (looksFirst && value != null && value.hasArray()) {
            int start = value.arrayOffset() + value.position();
            if (group.candidatesFor(headers, value.array(), start, start + value.remaining()).isEmpty()) {
                return without(headers, UNWANTED);
            }
        }
        return value == null || mayRead(value.remaining()) ? Utils.toNullableArray(value) : without(headers, UNREAD);
    }

    /** An unread header keeps the whole record in memory, as it was decompressed. */
    private static byte[] without(Headers headers, byte[] value) {
        for (Header header : headers) {
            header.key();
            header.value();
        }
        return value;
    }

    private boolean mayRead(int size) {
        boolean isFirst = readInPoll == 0;
        readInPoll += size;
        return isFirst || readInPoll <= memory.pollBytes();
    }

    @Override
    public byte[] deserialize(String topic, byte[] value) {
        return value;
    }
}
