package io.quarkiverse.eventstream.runtime.envelope;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A decoded envelope: its plain fields, and where in the value the payload and other data of any shape stand, which are decoded
 * only when asked for. Immutable and thread-safe, as long as nobody writes to the value it was read from.
 * <p>
 * The fields mean what those of {@link IncomingEvent} mean; one that is missing has the same default.
 */
public final class Envelope {

    private final byte[] value;
    private final String id;
    private final String name;
    private final String namespace;
    private final String clientId;
    private final String traceId;
    private final String spanContext;
    private final String userId;
    private final String sessionId;
    private final String timestamp;
    private final Long timestampUnixNano;
    private final long version;
    private final long eventId;
    private final long eventType;
    private final long eventLevel;
    private final String service;
    private final List<String> clientIds;
    private final List<String> targetUserIds;
    private final String targetNamespace;
    private final boolean privacy;
    private final String parentNamespace;
    private final String unionNamespace;
    private final String sourceNamespace;
    private final ByteRange additionalFields;
    private final ByteRange payload;
    private final Map<String, ByteRange> unknownFields;

    Envelope(byte[] value, EnvelopeFields fields) {
        this.value = value;
        this.id = fields.id;
        this.name = fields.name;
        this.namespace = fields.namespace;
        this.clientId = fields.clientId;
        this.traceId = fields.traceId;
        this.spanContext = fields.spanContext;
        this.userId = fields.userId;
        this.sessionId = fields.sessionId;
        this.timestamp = fields.timestamp;
        this.timestampUnixNano = fields.timestampUnixNano;
        this.version = fields.version;
        this.eventId = fields.eventId;
        this.eventType = fields.eventType;
        this.eventLevel = fields.eventLevel;
        this.service = fields.service;
        this.clientIds = fields.clientIds;
        this.targetUserIds = fields.targetUserIds;
        this.targetNamespace = fields.targetNamespace;
        this.privacy = fields.privacy;
        this.parentNamespace = fields.parentNamespace;
        this.unionNamespace = fields.unionNamespace;
        this.sourceNamespace = fields.sourceNamespace;
        this.additionalFields = fields.additionalFields;
        this.payload = fields.payload;
        this.unknownFields = Collections.unmodifiableMap(fields.unknown);
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
        return id;
    }

    /**
     * See {@link IncomingEvent#name()}.
     *
     * @return empty if missing
     */
    public String name() {
        return name;
    }

    /**
     * See {@link IncomingEvent#namespace()}.
     *
     * @return empty if missing
     */
    public String namespace() {
        return namespace;
    }

    /**
     * See {@link IncomingEvent#clientId()}.
     *
     * @return empty if missing
     */
    public String clientId() {
        return clientId;
    }

    /**
     * See {@link IncomingEvent#traceId()}.
     *
     * @return empty if missing
     */
    public String traceId() {
        return traceId;
    }

    /**
     * See {@link IncomingEvent#spanContext()}.
     *
     * @return empty if missing
     */
    public String spanContext() {
        return spanContext;
    }

    /**
     * See {@link IncomingEvent#userId()}.
     *
     * @return empty if missing
     */
    public String userId() {
        return userId;
    }

    /**
     * See {@link IncomingEvent#sessionId()}.
     *
     * @return empty if missing
     */
    public String sessionId() {
        return sessionId;
    }

    /**
     * See {@link IncomingEvent#timestamp()}.
     *
     * @return null if missing, or no time in RFC 3339; decoded at each call
     */
    public Instant timestamp() {
        return TimestampText.read(timestamp);
    }

    /**
     * See {@link IncomingEvent#timestampUnixNano()}.
     *
     * @return null if missing
     */
    public Long timestampUnixNano() {
        return timestampUnixNano;
    }

    /**
     * See {@link IncomingEvent#version()}.
     *
     * @return 1 if missing
     */
    public long version() {
        return version;
    }

    /**
     * See {@link IncomingEvent#eventId()}.
     *
     * @return 0 if missing
     */
    public long eventId() {
        return eventId;
    }

    /**
     * See {@link IncomingEvent#eventType()}.
     *
     * @return 0 if missing
     */
    public long eventType() {
        return eventType;
    }

    /**
     * See {@link IncomingEvent#eventLevel()}.
     *
     * @return 0 if missing
     */
    public long eventLevel() {
        return eventLevel;
    }

    /**
     * See {@link IncomingEvent#service()}.
     *
     * @return empty if missing
     */
    public String service() {
        return service;
    }

    /**
     * See {@link IncomingEvent#clientIds()}.
     *
     * @return empty if missing
     */
    public List<String> clientIds() {
        return clientIds;
    }

    /**
     * See {@link IncomingEvent#targetUserIds()}.
     *
     * @return empty if missing
     */
    public List<String> targetUserIds() {
        return targetUserIds;
    }

    /**
     * See {@link IncomingEvent#targetNamespace()}.
     *
     * @return empty if missing
     */
    public String targetNamespace() {
        return targetNamespace;
    }

    /**
     * See {@link IncomingEvent#privacy()}.
     *
     * @return false if missing
     */
    public boolean privacy() {
        return privacy;
    }

    /**
     * See {@link IncomingEvent#parentNamespace()}.
     *
     * @return empty if missing
     */
    public String parentNamespace() {
        return parentNamespace;
    }

    /**
     * See {@link IncomingEvent#unionNamespace()}.
     *
     * @return empty if missing
     */
    public String unionNamespace() {
        return unionNamespace;
    }

    /**
     * See {@link IncomingEvent#sourceNamespace()}.
     *
     * @return empty if missing
     */
    public String sourceNamespace() {
        return sourceNamespace;
    }

    /** Where the payload stands; null if it is missing or null. */
    ByteRange payload() {
        return payload;
    }

    /** Where {@code additional_fields} stand; null if they are missing or null. */
    ByteRange additionalFields() {
        return additionalFields;
    }

    /** Where the fields that this version doesn't know stand, in the order received. */
    Map<String, ByteRange> unknownFields() {
        return unknownFields;
    }

    /**
     * Whether the event has a payload.
     *
     * @return false if it is missing or null
     */
    public boolean hasPayload() {
        return payload != null;
    }
}
