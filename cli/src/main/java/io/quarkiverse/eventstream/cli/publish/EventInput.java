package io.quarkiverse.eventstream.cli.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Turns JSON into an event for a topic. The JSON is one of two:
 * <ul>
 * <li>an event: the fields of the envelope, and {@code key} and {@code headers}, an object of strings, for the record. A field of another
 * name is an error, because it may be a typing error;
 * <li>a record as {@code tail --output json} prints it, with {@code envelope}, {@code key} and {@code headers}. Its envelope is kept, with
 * unknown fields.
 * </ul>
 * Id and time are set where they are missing. Thread-safe.
 */
public final class EventInput {

    private static final String ENVELOPE = "envelope";
    private static final String KEY = "key";
    private static final String HEADERS = "headers";

    private final String topic;
    private final EventCodec codec = new EventCodec(new ObjectMapper());

    /** For one topic. */
    public EventInput(String topic) {
        this.topic = topic;
    }

    /** The codec of the events. */
    public EventCodec codec() {
        return codec;
    }

    /**
     * The event of a JSON value.
     *
     * @throws UndecodableException if it is none, with the reason
     */
    public OutgoingEvent event(JsonNode json) throws UndecodableException {
        if (!json.isObject()) {
            throw new UndecodableException("is no JSON object. Write an event such as {\"name\":\"orderCreated\","
                    + "\"namespace\":\"shop\",\"payload\":{}}");
        }
        if (json.has(ENVELOPE)) {
            return event(json.get(ENVELOPE), key(json), headersOfRecord(json.path(HEADERS)));
        }
        if (json.has("error") || json.has("tombstone")) {
            throw new UndecodableException("is a record without an event. Leave it out");
        }
        ObjectNode envelope = json.deepCopy();
        envelope.remove(List.of(KEY, HEADERS));
        ReceivedEvent event = decode(envelope, key(json));
        Set<String> unknown = event.unknownFields().keySet();
        if (!unknown.isEmpty()) {
            throw new UndecodableException("has unknown fields: " + unknown.stream().map(UntrustedText::of)
                    .collect(Collectors.joining(", ")) + ". Correct their names, or put them into the payload");
        }
        return outgoing(event, headersOfEvent(json.path(HEADERS)));
    }

    private OutgoingEvent event(JsonNode envelope, String key, List<EventHeader> headers) {
        return outgoing(decode(envelope, key), headers);
    }

    private ReceivedEvent decode(JsonNode envelope, String key) {
        try {
            byte[] value = EventSource.EXACT.writeValueAsBytes(envelope);
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 0, 0, key == null ? null : key.getBytes(UTF_8),
                    value);
            return new ReceivedEvent(record, codec.decode(value), topic, codec, false);
        } catch (JsonProcessingException e) {
            throw new UndecodableException("can't be written: " + UntrustedText.of(e.getOriginalMessage()));
        }
    }

    private OutgoingEvent outgoing(ReceivedEvent event, List<EventHeader> headers) {
        try {
            OutgoingEvent.Builder builder = OutgoingEvent.builder(event).topic(topic);
            headers.forEach(header -> builder.header(header.name(), header.value()));
            return builder.build();
        } catch (EventStreamException e) {
            throw new UndecodableException(e.getMessage());
        }
    }

    private static String key(JsonNode json) {
        if (json.has("keyBase64")) {
            throw new UndecodableException("has a key that is not text. Write it as \"key\"");
        }
        JsonNode key = json.path(KEY);
        if (key.isMissingNode() || key.isNull()) {
            return null;
        }
        if (!key.isTextual()) {
            throw new UndecodableException("has a key that is no string. Write it in quotes");
        }
        return key.textValue();
    }

    private static List<EventHeader> headersOfEvent(JsonNode json) {
        List<EventHeader> headers = new ArrayList<>();
        if (!json.isMissingNode() && !json.isNull() && !json.isObject()) {
            throw new UndecodableException("has headers that are no object. Write {\"headers\":{\"name\":\"value\"}}");
        }
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!member.getValue().isTextual()) {
                throw new UndecodableException("has a header that is no string: " + UntrustedText.of(member.getKey())
                        + ". Write it in quotes");
            }
            headers.add(new EventHeader(member.getKey(), member.getValue().textValue().getBytes(UTF_8)));
        }
        return headers;
    }

    /** Without the header that the bus writes itself. */
    private static List<EventHeader> headersOfRecord(JsonNode json) {
        List<EventHeader> headers = new ArrayList<>();
        for (JsonNode header : json) {
            String name = header.path("name").asText();
            try {
                JsonNode text = header.path("value");
                byte[] value = header.has("valueBase64")
                        ? header.get("valueBase64").binaryValue()
                        : text.isTextual() ? text.textValue().getBytes(UTF_8) : null;
                if (!name.equals(EventCodec.NAME_HEADER)) {
                    headers.add(new EventHeader(name, value));
                }
            } catch (IOException e) {
                throw new UndecodableException("has a header that is not in Base64: " + UntrustedText.of(name));
            }
        }
        return headers;
    }
}
