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
     * The header with the event's name that each of our records carries, so that a reader can skip it without a look at its
     * value. Reserved: an event can't set it.
     */
    public static final String NAME_HEADER = "eventstream.name";

    private final EnvelopeWriter writer;
    private final EnvelopeReader reader = new EnvelopeReader();
    private final JsonValues values;

    /**
     * With the application's mapper, which reads and writes payloads, and stays as it is.
     *
     * @param mapper the mapper; not null
     */
    public EventCodec(ObjectMapper mapper) {
        this.writer = new EnvelopeWriter(mapper);
        this.values = new JsonValues(mapper);
    }

    /**
     * Encodes an event, valid or not: {@link EventValidator} says which.
     *
     * @param event the event
     * @return the record; without a value if the event can't be written
     */
    public EncodedEvent encode(OutgoingEvent event) {
        return encode(event, List.of());
    }

    /**
     * Encodes an event, valid or not: {@link EventValidator} says which.
     *
     * @param event the event
     * @param added headers beside the event's own, in the place of those that have the same name
     * @return the record; without a value if the event can't be written
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
        // Last, where a reader looks first. What has no name is no event.
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
     * @param value the value, which nobody may change any more; may be null
     * @return the envelope
     * @throws UndecodableException if the value is no envelope
     */
    public Envelope decode(byte[] value) throws UndecodableException {
        return reader.read(value);
    }

    /**
     * Decodes the value of a record, and in the same go its payload.
     *
     * @param value the value, which nobody may change any more; may be null
     * @param payloadType as what the payload will be asked for first; null if that isn't known
     * @return the envelope; the same as without the type, also if the payload can't be read as it
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
