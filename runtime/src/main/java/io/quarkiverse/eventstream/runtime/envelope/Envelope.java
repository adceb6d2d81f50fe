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
 * A decoded envelope: its plain fields, and where in the value the payload and other data of any shape stand, which are decoded
 * only when asked for. Immutable and thread-safe, as long as nobody writes to the value it was read from.
 */
public final class Envelope implements EventFields {

    private final byte[] value;
    private final EnvelopeFields fields;
    private final PeerFields peer;
    private final Type payloadType;
    /** What was read as that type, until somebody has it: an object may be changed by whoever gets it. Null if nothing was. */
    private final AtomicReference<Object> payload;

    /**
     * Of a value.
     *
     * @param fields what was read from it, which nobody changes any more
     */
    Envelope(byte[] value, EnvelopeFields fields) {
        this(value, fields, null, null);
    }

    /**
     * Of a value whose payload was read with it.
     *
     * @param fields what was read from it, which nobody changes any more
     * @param payloadType as what the payload was read
     * @param payload the payload; null if there is none
     */
    Envelope(byte[] value, EnvelopeFields fields, Type payloadType, Object payload) {
        this.value = value;
        this.fields = fields;
        this.peer = fields.peer == null ? PeerFields.none() : fields.peer.build();
        this.payloadType = payloadType;
        this.payload = payload == null ? null : new AtomicReference<>(payload);
    }

    /**
     * The payload, if it was read with the envelope, and nobody has it yet.
     *
     * @param type as what it is wanted
     * @return null if it has to be read
     */
    Object takePayload(Type type) {
        return payload != null && type.equals(payloadType) ? payload.getAndSet(null) : null;
    }

    /**
     * What the envelope was read from.
     *
     * @return the record's value itself, not a copy
     */
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

    /** Where the payload stands; null if it is missing or null. */
    ByteRange payload() {
        return fields.payload;
    }

    /** Where {@code additional_fields} stand; null if they are missing or null. */
    ByteRange additionalFields() {
        return fields.additionalFields;
    }

    /** Where the fields that this version doesn't know stand, in the order received. */
    Map<String, ByteRange> unknownFields() {
        return Collections.unmodifiableMap(fields.unknown);
    }

    /**
     * Whether the event has a payload.
     *
     * @return false if it is missing or null
     */
    public boolean hasPayload() {
        return fields.payload != null;
    }
}
