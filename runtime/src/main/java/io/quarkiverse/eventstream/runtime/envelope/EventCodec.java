package io.quarkiverse.eventstream.runtime.envelope;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;

/**
 * Turns events into records and back. Thread-safe.
 */
public final class EventCodec {

    /**
     * The header with the event's name in each record of this bus, so that a reader can skip a record without reading its value. Reserved:
     * an event can't set it.
     */
    public static final String NAME_HEADER = "eventstream.name";

    private final EnvelopeWriter writer;
    private final EnvelopeReader reader = new EnvelopeReader();
    private final JsonValues values;

    /** A codec of payloads with the application's mapper. */
    public EventCodec(ObjectMapper mapper) {
        this.writer = new EnvelopeWriter(mapper);
        this.values = new JsonValues(mapper);
    }

    /** Encodes an event, even if it is not valid: {@link EventValidator} checks it. Without a value if the event can't be written. */
    public EncodedEvent encode(OutgoingEvent event) {
        return encode(event, List.of());
    }

    /**
     * As {@link #encode(OutgoingEvent)}, with more headers.
     *
     * @param added headers that replace the event's own of the same name
     */
    public EncodedEvent encode(OutgoingEvent event, List<Header> added) {
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        Header[] headers = headers(event, added);
        if (event.isTombstone()) {
            return new EncodedEvent(key, null, headers, List.of());
        }
        try {
            return new EncodedEvent(key, writer.write(event), headers, List.of());
        } catch (InvalidEventException e) {
            return new EncodedEvent(key, null, headers, e.violations());
        }
    }

    private static Header[] headers(OutgoingEvent event, List<Header> added) {
        // Last, because a reader reads the last one first. A tombstone has no name.
        List<Header> own = event.isTombstone()
                ? List.of()
                : List.of(new RecordHeader(NAME_HEADER, event.name().getBytes(StandardCharsets.UTF_8)));
        if (event.headers().isEmpty() && added.isEmpty()) {
            return own.toArray(Header[]::new);
        }
        List<Header> headers = new ArrayList<>(event.headers().size() + 1 + added.size());
        for (EventHeader header : event.headers()) {
            if (added.isEmpty() || added.stream().noneMatch(other -> other.key().equals(header.name()))) {
                headers.add(new RecordHeader(header.name(), header.value()));
            }
        }
        headers.addAll(added);
        headers.addAll(own);
        return headers.toArray(Header[]::new);
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
