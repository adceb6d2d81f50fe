package io.quarkiverse.eventstream.runtime.envelope;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A decoded envelope: its plain fields, and where in the value the payload and other data of any shape stand, which are decoded
 * only when asked for. Immutable and thread-safe, as long as nobody writes to the value it was read from.
 * <p>
 * The fields mean what those of {@link IncomingEvent} mean; one that is missing has the same default.
 */
public final class Envelope {

    private final byte[] value;
    private final EnvelopeFields fields;
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

    /**
     * See {@link IncomingEvent#id()}.
     *
     * @return empty if missing
     */
    public String id() {
        return fields.id;
    }

    /**
     * See {@link IncomingEvent#name()}.
     *
     * @return empty if missing
     */
    public String name() {
        return fields.name;
    }

    /**
     * See {@link IncomingEvent#namespace()}.
     *
     * @return empty if missing
     */
    public String namespace() {
        return fields.namespace;
    }

    /**
     * See {@link IncomingEvent#clientId()}.
     *
     * @return empty if missing
     */
    public String clientId() {
        return fields.clientId;
    }

    /**
     * See {@link IncomingEvent#traceId()}.
     *
     * @return empty if missing
     */
    public String traceId() {
        return fields.traceId;
    }

    /**
     * See {@link IncomingEvent#spanContext()}.
     *
     * @return empty if missing
     */
    public String spanContext() {
        return fields.spanContext;
    }

    /**
     * See {@link IncomingEvent#userId()}.
     *
     * @return empty if missing
     */
    public String userId() {
        return fields.userId;
    }

    /**
     * See {@link IncomingEvent#sessionId()}.
     *
     * @return empty if missing
     */
    public String sessionId() {
        return fields.sessionId;
    }

    /**
     * See {@link IncomingEvent#timestamp()}.
     *
     * @return null if missing, or no time in RFC 3339; decoded at each call
     */
    public Instant timestamp() {
        return TimestampText.read(fields.timestamp);
    }

    /**
     * See {@link IncomingEvent#timestampUnixNano()}.
     *
     * @return null if missing
     */
    public Long timestampUnixNano() {
        return fields.timestampUnixNano;
    }

    /**
     * See {@link IncomingEvent#version()}.
     *
     * @return 1 if missing
     */
    public long version() {
        return fields.version;
    }

    /**
     * See {@link IncomingEvent#eventId()}.
     *
     * @return 0 if missing
     */
    public long eventId() {
        return fields.eventId;
    }

    /**
     * See {@link IncomingEvent#eventType()}.
     *
     * @return 0 if missing
     */
    public long eventType() {
        return fields.eventType;
    }

    /**
     * See {@link IncomingEvent#eventLevel()}.
     *
     * @return 0 if missing
     */
    public long eventLevel() {
        return fields.eventLevel;
    }

    /**
     * See {@link IncomingEvent#service()}.
     *
     * @return empty if missing
     */
    public String service() {
        return fields.service;
    }

    /**
     * See {@link IncomingEvent#clientIds()}.
     *
     * @return empty if missing
     */
    public List<String> clientIds() {
        return fields.clientIds;
    }

    /**
     * See {@link IncomingEvent#targetUserIds()}.
     *
     * @return empty if missing
     */
    public List<String> targetUserIds() {
        return fields.targetUserIds;
    }

    /**
     * See {@link IncomingEvent#targetNamespace()}.
     *
     * @return empty if missing
     */
    public String targetNamespace() {
        return fields.targetNamespace;
    }

    /**
     * See {@link IncomingEvent#privacy()}.
     *
     * @return false if missing
     */
    public boolean privacy() {
        return fields.privacy;
    }

    /**
     * See {@link IncomingEvent#parentNamespace()}.
     *
     * @return empty if missing
     */
    public String parentNamespace() {
        return fields.parentNamespace;
    }

    /**
     * See {@link IncomingEvent#unionNamespace()}.
     *
     * @return empty if missing
     */
    public String unionNamespace() {
        return fields.unionNamespace;
    }

    /**
     * See {@link IncomingEvent#sourceNamespace()}.
     *
     * @return empty if missing
     */
    public String sourceNamespace() {
        return fields.sourceNamespace;
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
