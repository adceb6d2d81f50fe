package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where in a record's value the event's name stands.
 */
public enum NamePlace {

    /** As the bus writes it: the second field. */
    EARLY(3, false),
    /** The last field. */
    LATE(3, true),
    /** The last field, after some 64 KB of payload. */
    AFTER_LARGE_PAYLOAD(1400, true);

    private final int items;
    private final boolean last;

    NamePlace(int items, boolean last) {
        this.items = items;
        this.last = last;
    }

    /**
     * A record of the sample event, except for the size of its payload.
     *
     * @return the value
     */
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
