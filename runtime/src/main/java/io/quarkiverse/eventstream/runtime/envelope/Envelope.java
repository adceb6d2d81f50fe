package io.quarkiverse.eventstream.runtime.envelope;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.eventstream.EventFields;
import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.runtime.envelope.scan.ByteRange;

/**
 * A decoded envelope: its plain fields, and the ranges of the payload and other data of any shape, which are decoded only when asked for.
 * Immutable and thread-safe, provided that the value that it was read from does not change.
 */
public final class Envelope implements EventFields {

    private final byte[] value;
    private final EnvelopeFields fields;
    private final PeerFields peer;
    private final Type payloadType;
    /** The payload of that type, until it is taken: its owner may change it. Null if it was not read. */
    private final AtomicReference<Object> payload;

    Envelope(byte[] value, EnvelopeFields fields) {
        this(value, fields, null, null);
    }

    /**
     * An envelope whose payload was read with it.
     *
     * @param payloadType the type of the payload that was read
     * @param payload null if there is none
     */
    Envelope(byte[] value, EnvelopeFields fields, Type payloadType, Object payload) {
        this.value = value;
        this.fields = fields;
        this.peer = fields.peer == null ? PeerFields.none() : fields.peer.build();
        this.payloadType = payloadType;
        this.payload = payload == null ? null : new AtomicReference<>(payload);
    }

    /** Takes the payload, once, if it was read with the envelope as that type; null if it has to be read. */
    Object takePayload(Type type) {
        return payload != null && type.equals(payloadType) ? payload.getAndSet(null) : null;
    }

    /** The record's value itself, not a copy. */
    byte[] value() {
        return value;
    }

    @Override
    public String id() {
        return fields.id;
    }

    @Override
    public String name() {
        return fields.name;
    }

    @Override
    public String namespace() {
        return fields.namespace;
    }

    @Override
    public String clientId() {
        return fields.clientId;
    }

    @Override
    public String traceId() {
        return fields.traceId;
    }

    @Override
    public String spanContext() {
        return fields.spanContext;
    }

    @Override
    public String userId() {
        return fields.userId;
    }

    @Override
    public String sessionId() {
        return fields.sessionId;
    }

    /** Decoded at each call. */
    @Override
    public Instant timestamp() {
        return TimestampText.read(fields.timestamp);
    }

    @Override
    public long version() {
        return fields.version;
    }

    @Override
    public PeerFields peer() {
        return peer;
    }

    /** Null if the payload is missing or null. */
    ByteRange payload() {
        return fields.payload;
    }

    /** Null if {@code additional_fields} are missing or null. */
    ByteRange additionalFields() {
        return fields.additionalFields;
    }

    /** The fields that this version doesn't know, in the order received. */
    Map<String, ByteRange> unknownFields() {
        return Collections.unmodifiableMap(fields.unknown);
    }

    /** False if the payload is missing or null. */
    public boolean hasPayload() {
        return fields.payload != null;
    }
}
