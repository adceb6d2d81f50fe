package io.quarkiverse.eventstream.runtime.deliver;

import java.nio.ByteBuffer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * Reads the values of a consumer's records, but not of those that no listener asked for: they are looked at where the network
 * has put them, and never copied.
 * <p>
 * The name of an event that is wanted is then looked for twice: here, and when it is handed out. So this begins only once most
 * records are unwanted, and ends when they are not.
 * <p>
 * Nor does it read more in one poll than there is memory for: a few bytes of the network may be compressed records of any size.
 * What is left unread has to be fetched again. Confined to the polling thread.
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

    /** Whether the value of a record was not read for want of memory. */
    static boolean isUnread(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == UNREAD;
    }

    /** Another poll begins. */
    public void pollBegins() {
        readInPoll = 0;
    }

    /** Whether a record was found to concern nobody when its value was to be read, so that it has none. */
    static boolean isMissing(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == UNWANTED;
    }

    /** Records were handed out. */
    void handedOut(int count, int unwanted) {
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

    /** Headers that nobody has read keep the whole record alive, as it was unpacked. */
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
