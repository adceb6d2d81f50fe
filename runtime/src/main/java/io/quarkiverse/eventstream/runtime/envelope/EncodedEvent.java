package io.quarkiverse.eventstream.runtime.envelope;

import java.util.List;

import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.Violation;

/**
 * The record of an event, the same for each of its topics. Its arrays must not be changed. Not checked yet: {@link EventValidator} does
 * that.
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

    /** The record's key itself, not a copy; null for a raw record without one. */
    public byte[] key() {
        return key;
    }

    /** The envelope itself, not a copy; null for a tombstone, and if the event could not be encoded. */
    public byte[] value() {
        return value;
    }

    /** The event's own headers, then those that the bus adds; the array itself, not a copy. */
    public Header[] headers() {
        return headers;
    }

    /** Why the event could not be encoded; empty if it was. */
    public List<Violation> violations() {
        return violations;
    }
}
