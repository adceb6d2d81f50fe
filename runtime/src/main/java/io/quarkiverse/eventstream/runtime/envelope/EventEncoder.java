package io.quarkiverse.eventstream.runtime.envelope;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;

/**
 * Turns events into records of a wire format. Thread-safe.
 */
public final class EventEncoder {

    private final EnvelopeWriter writer;

    EventEncoder(ObjectMapper mapper, WireFormat format) {
        this.writer = new EnvelopeWriter(mapper, format);
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
        byte[] key = event.isRaw() && event.key().isEmpty() ? null : event.key().getBytes(StandardCharsets.UTF_8);
        Header[] headers = headers(event, added);
        if (event.isRaw()) {
            return new EncodedEvent(key, event.rawValue().orElseThrow(), headers, List.of());
        }
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
        // Last, because a reader reads the last one first. Only an event has a name.
        List<Header> own = event.isTombstone() || event.isRaw()
                ? List.of()
                : List.of(new RecordHeader(EventCodec.NAME_HEADER, event.name().getBytes(StandardCharsets.UTF_8)));
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
}
