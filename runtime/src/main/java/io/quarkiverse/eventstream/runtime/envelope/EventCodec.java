package io.quarkiverse.eventstream.runtime.envelope;

import java.lang.reflect.Type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.quarkiverse.eventstream.runtime.config.WireFormat;

/**
 * Turns records into events, and has the encoders for the way back. Thread-safe.
 */
public final class EventCodec {

    /**
     * The header with the event's name in each record of this bus, so that a reader can skip a record without reading its value. Reserved:
     * an event can't set it.
     */
    public static final String NAME_HEADER = "eventstream.name";

    private final ObjectMapper mapper;
    private final EnvelopeReader reader = new EnvelopeReader();
    private final JsonValues values;

    /** A codec of payloads with the application's mapper. */
    public EventCodec(ObjectMapper mapper) {
        this(mapper, Upcasters.NONE);
    }

    /** The same, which converts older payloads before they are read. */
    public EventCodec(ObjectMapper mapper, Upcasters upcasters) {
        this.mapper = mapper;
        this.values = new JsonValues(mapper, upcasters);
    }

    /** An encoder of events in a wire format. */
    public EventEncoder encoder(WireFormat format) {
        return new EventEncoder(mapper, format);
    }

    /**
     * Decodes the value of a record.
     *
     * @param value must not change any more; may be null
     * @throws UndecodableException if the value is no envelope
     */
    public Envelope decode(byte[] value) throws UndecodableException {
        return reader.read(value);
    }

    /**
     * Decodes the value of a record and its payload in one pass. A payload that can't be read as that type makes no difference to the
     * envelope.
     *
     * @param value must not change any more; may be null
     * @param payloadType the type that the payload will be asked for first; null if that isn't known
     * @throws UndecodableException if the value is no envelope
     */
    public Envelope decode(byte[] value, Type payloadType) throws UndecodableException {
        ObjectReader payloads = payloadType == null ? null : values.withinEnvelope(payloadType);
        return payloads == null ? reader.read(value) : reader.read(value, payloadType, payloads);
    }

    JsonValues values() {
        return values;
    }
}
