package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;

/**
 * Encodes envelopes, field for field as version 3.1.4 of the Go SDK does: what isn't optional is written even when empty. Only
 * what has a shape of the application's own goes through the application's mapper. Thread-safe.
 */
public final class EnvelopeWriter {

    // Not the mapper's: that one may be set to write what isn't JSON to a peer.
    private final JsonFactory json = JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    private final PayloadWriter payloads;

    /**
     * With the application's mapper, which writes payloads, and stays as it is.
     *
     * @param mapper the mapper; not null
     */
    public EnvelopeWriter(ObjectMapper mapper) {
        // Serializers of the application's may ask the generator for it.
        json.setCodec(mapper);
        payloads = new PayloadWriter(mapper, json);
    }

    /**
     * Encodes an event without looking at the rules of {@link EventValidator}.
     *
     * @param event the event
     * @return one JSON object in UTF-8
     * @throws InvalidEventException if the payload, or another value of the application's own, can't be written or not be read
     *         again, or the payload is written as anything but an object or null; it names all such values
     */
    public byte[] write(OutgoingEvent event) throws InvalidEventException {
        BufferRecycler recycler = json._getBufferRecycler();
        ByteArrayBuilder out = new ByteArrayBuilder(recycler);
        byte[] value;
        int payloadStart;
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            writeOrigin(event, to);
            writeCompatibility(event, to);
            writeOptional(event, to);
            to.writeFieldName("payload");
            to.flush();
            payloadStart = out.size();
            payloads.write(event.payload(), to);
            to.writeEndObject();
            to.flush();
            value = out.toByteArray();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new InvalidEventException(payloads.violations(event, e));
        } finally {
            out.release();
            recycler.releaseToPool();
        }
        // The generator owes the colon until it knows that a value follows.
        if (!PayloadWriter.isObjectOrNull(value, payloadStart + 1) || holdsHalfPair(value) && !payloads.isReadable(value)) {
            throw new InvalidEventException(payloads.violations(event, null));
        }
        return value;
    }

    /** Half of a surrogate pair, which is written as an escape, is the one thing that Jackson writes but, in a key, won't read. */
    private static boolean holdsHalfPair(byte[] value) {
        for (int i = 0; i < value.length - 2; i++) {
            if (value[i] == '\\' && value[i + 1] == 'u' && value[i + 2] == 'D') {
                return true;
            }
        }
        return false;
    }

    private static void writeOrigin(OutgoingEvent event, JsonGenerator to) throws IOException {
        to.writeStringField("id", event.id());
        to.writeStringField("name", event.name());
        to.writeStringField("namespace", event.namespace());
        to.writeStringField("clientId", event.clientId());
        to.writeStringField("traceId", event.traceId());
        to.writeStringField("spanContext", event.spanContext());
        to.writeStringField("userId", event.userId());
        to.writeStringField("sessionId", event.sessionId());
        to.writeStringField("timestamp", TimestampText.write(event.timestamp()));
        if (event.timestampUnixNano() != null) {
            to.writeNumberField("timestampUnixNano", event.timestampUnixNano());
        }
        to.writeNumberField("version", event.version());
    }

    private static void writeCompatibility(OutgoingEvent event, JsonGenerator to) throws IOException {
        to.writeNumberField("event_id", event.eventId());
        to.writeNumberField("event_type", event.eventType());
        to.writeNumberField("event_level", event.eventLevel());
        to.writeStringField("service", event.service());
        writeStrings("client_ids", event.clientIds(), to);
        writeStrings("target_user_ids", event.targetUserIds(), to);
        to.writeStringField("target_namespace", event.targetNamespace());
        to.writeBooleanField("privacy", event.privacy());
        // A reader fills it in with the topic that it asked for.
        to.writeStringField("topic", "");
    }

    private void writeOptional(OutgoingEvent event, JsonGenerator to) throws IOException {
        writeUnlessEmpty("parentNamespace", event.parentNamespace(), to);
        writeUnlessEmpty("unionNamespace", event.unionNamespace(), to);
        writeUnlessEmpty("sourceNamespace", event.sourceNamespace(), to);
        for (Map.Entry<String, JsonNode> unknown : event.unknownFields().entrySet()) {
            to.writeFieldName(unknown.getKey());
            payloads.write(unknown.getValue(), to);
        }
        if (event.additionalFields() != null) {
            to.writeObjectFieldStart("additional_fields");
            for (Map.Entry<String, ?> field : event.additionalFields().entrySet()) {
                to.writeFieldName(field.getKey());
                payloads.write(field.getValue(), to);
            }
            to.writeEndObject();
        }
    }

    private static void writeUnlessEmpty(String field, String value, JsonGenerator to) throws IOException {
        if (!value.isEmpty()) {
            to.writeStringField(field, value);
        }
    }

    private static void writeStrings(String field, List<String> strings, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        if (strings == null) {
            to.writeNull();
            return;
        }
        to.writeStartArray();
        for (String string : strings) {
            to.writeString(string);
        }
        to.writeEndArray();
    }
}
