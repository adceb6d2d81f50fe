package io.quarkiverse.eventstream.runtime.envelope;

import java.util.List;

import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.Violation;

/**
 * The record that an event becomes, the same for each of its topics. Nobody may write to its arrays. Not checked yet: that is
 * for {@link EventValidator}.
 */
public final class EncodedEvent {

    private final byte[] key;
    private final byte[] value;
    private final Header[] headers;
    private final List<Violation> violations;

    EncodedEvent(byte[] key, byte[] value, Header[] headers, List<Violation> violations) {
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.violations = List.copyOf(violations);
    }

    /**
     * The record's key.
     *
     * @return the bytes themselves, not a copy
     */
    public byte[] key() {
        return key;
    }

    /**
     * The record's value, the envelope.
     *
     * @return the bytes themselves, not a copy; null for a tombstone, and if the event could not be encoded
     */
    public byte[] value() {
        return value;
    }

    /**
     * The record's headers: the event's own, then those that the bus adds.
     *
     * @return in this order; the array itself, not a copy
     */
    public Header[] headers() {
        return headers;
    }

    /**
     * Why the event could not be encoded.
     *
     * @return empty if it was
     */
    public List<Violation> violations() {
        return violations;
    }
}
