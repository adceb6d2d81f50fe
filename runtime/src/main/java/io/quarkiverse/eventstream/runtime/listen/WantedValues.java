package io.quarkiverse.eventstream.runtime.listen;

import java.nio.ByteBuffer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads the values of a consumer's records, but not of those that no listener asked for: they are looked at where the network
 * has put them, and never copied.
 * <p>
 * The name of an event that is wanted is then looked for twice: here, and when it is handed out. So this begins only once most
 * records are unwanted, and ends when they are not. Confined to the polling thread.
 */
public final class WantedValues implements Deserializer<byte[]> {

    private static final byte[] UNWANTED = {};

    private final ListenerGroup group;
    private boolean looksFirst;

    WantedValues(ListenerGroup group) {
        this.group = group;
    }

    /** Whether a record was found to concern nobody when its value was to be read, so that it has none. */
    static boolean isMissing(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == UNWANTED;
    }

    /**
     * Records were handed out.
     *
     * @param count how many
     * @param unwanted how many of them concerned nobody
     */
    void handedOut(int count, int unwanted) {
        looksFirst = unwanted > count / 2;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
        if (looksFirst && value != null && value.hasArray()) {
            int start = value.arrayOffset() + value.position();
            if (group.candidatesFor(headers, value.array(), start, start + value.remaining()).isEmpty()) {
                return UNWANTED;
            }
        }
        return Utils.toNullableArray(value);
    }

    @Override
    public byte[] deserialize(String topic, byte[] value) {
        return value;
    }
}
