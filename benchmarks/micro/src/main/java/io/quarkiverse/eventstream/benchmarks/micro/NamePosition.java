package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The position of the event's name in a record's value.
 */
public enum NamePosition {

    /** The second field, as the bus writes it. */
    EARLY(3, false),
    /** The last field. */
    LATE(3, true),
    /** The last field, after some 64 KB of payload. */
    AFTER_LARGE_PAYLOAD(1400, true);

    private final int items;
    private final boolean last;

    NamePosition(int items, boolean last) {
        this.items = items;
        this.last = last;
    }

    /** A record of the sample event, except for the size of its payload. */
    public byte[] value() {
        byte[] value = SampleEvent.value(SampleEvent.order(items));
        return last ? withNameLast(value) : value;
    }

    private static byte[] withNameLast(byte[] value) {
        try {
            ObjectNode envelope = (ObjectNode) SampleEvent.MAPPER.readTree(value);
            envelope.set("name", envelope.remove("name"));
            return SampleEvent.MAPPER.writeValueAsBytes(envelope);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
