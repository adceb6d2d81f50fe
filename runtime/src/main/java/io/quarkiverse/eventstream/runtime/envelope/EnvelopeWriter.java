package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.runtime.envelope.scan.SurrogateEscapes;

/**
 * Encodes envelopes, field for field as version 3.1.4 of the Go SDK does: fields that aren't optional are written even when empty. Only the
 * application's own types go through the application's mapper. Thread-safe.
 * <p>
 * Parts that are the same for most events are encoded once; {@code EncodeBenchmark.bus} shows the gain.
 */
final class EnvelopeWriter {

    /** Has the fields that every event has, and no more. */
    private static final OutgoingEvent NO_EVENT = OutgoingEvent.builder("").id("").timestamp(Instant.EPOCH).build();

    // Encoded once.
    private static final SerializableString ID = new SerializedString(FieldNames.ID);
    private static final SerializableString NAME = new SerializedString(FieldNames.NAME);
    private static final SerializableString NAMESPACE = new SerializedString(FieldNames.NAMESPACE);
    private static final SerializableString CLIENT_ID = new SerializedString(FieldNames.CLIENT_ID);
    private static final SerializableString TRACE_ID = new SerializedString(FieldNames.TRACE_ID);
    private static final SerializableString SPAN_CONTEXT = new SerializedString(FieldNames.SPAN_CONTEXT);
    private static final SerializableString USER_ID = new SerializedString(FieldNames.USER_ID);
    private static final SerializableString SESSION_ID = new SerializedString(FieldNames.SESSION_ID);
    private static final SerializableString TIMESTAMP = new SerializedString(FieldNames.TIMESTAMP);
    private static final SerializableString TIMESTAMP_UNIX_NANO = new SerializedString(FieldNames.TIMESTAMP_UNIX_NANO);
    private static final SerializableString VERSION = new SerializedString(FieldNames.VERSION);
    private static final SerializableString EVENT_ID = new SerializedString(FieldNames.EVENT_ID);
    private static final SerializableString EVENT_TYPE = new SerializedString(FieldNames.EVENT_TYPE);
    private static final SerializableString EVENT_LEVEL = new SerializedString(FieldNames.EVENT_LEVEL);
    private static final SerializableString SERVICE = new SerializedString(FieldNames.SERVICE);
    private static final SerializableString TARGET_NAMESPACE = new SerializedString(FieldNames.TARGET_NAMESPACE);
    private static final SerializableString PRIVACY = new SerializedString(FieldNames.PRIVACY);
    private static final SerializableString TOPIC = new SerializedString(FieldNames.TOPIC);
    private static final SerializableString CLIENT_IDS = new SerializedString(FieldNames.CLIENT_IDS);
    private static final SerializableString TARGET_USER_IDS = new SerializedString(FieldNames.TARGET_USER_IDS);
    private static final SerializableString PARENT_NAMESPACE = new SerializedString(FieldNames.PARENT_NAMESPACE);
    private static final SerializableString UNION_NAMESPACE = new SerializedString(FieldNames.UNION_NAMESPACE);
    private static final SerializableString SOURCE_NAMESPACE = new SerializedString(FieldNames.SOURCE_NAMESPACE);
    private static final SerializableString PAYLOAD = new SerializedString(FieldNames.PAYLOAD);

    /** The fields of client, user and session, if they are empty. */
    private static final SerializableString NO_ORIGIN = asWritten(EnvelopeWriter::writeOrigin);
    /** The fields that only older consumers of some services read, if they are empty. */
    private static final SerializableString NO_COMPATIBILITY = asWritten(EnvelopeWriter::writeCompatibility);

    // Not the mapper's, which may be set to write text that is no JSON to a peer.
    private final JsonFactory json = JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    private final PayloadWriter payloads;

    /** A writer of payloads with the application's mapper. */
    EnvelopeWriter(ObjectMapper mapper) {
        // Serializers of the application may ask the generator for it.
        json.setCodec(mapper);
        payloads = new PayloadWriter(mapper, json);
    }

    /**
     * Encodes an event as one JSON object in UTF-8, without the rules of {@link EventValidator}.
     *
     * @throws InvalidEventException if the payload or another value of the application can't be written or be read back, or the payload is
     *         written as anything but an object or null; it names all such values
     */
    byte[] write(OutgoingEvent event) throws InvalidEventException {
        BufferRecycler recycler = json._getBufferRecycler();
        ByteArrayBuilder out = new ByteArrayBuilder(recycler);
        byte[] value;
        int payloadStart;
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            writeIdentity(event, to);
            // Most events share this instance: a shortcut, with the same result.
            if (event.peer() == PeerFields.none()) {
                to.writeRaw(NO_COMPATIBILITY);
            } else {
                writeCompatibility(event, to);
            }
            writeOptional(event, to);
            to.writeFieldName(PAYLOAD);
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
        // The generator writes the colon together with the value.
        if (!PayloadWriter.isObjectOrNull(value, payloadStart + 1)
                || SurrogateEscapes.mayBeIn(value) && !payloads.isReadable(value)) {
            throw new InvalidEventException(payloads.violations(event, null));
        }
        return value;
    }

    private static void writeIdentity(OutgoingEvent event, JsonGenerator to) throws IOException {
        write(ID, event.id(), to);
        write(NAME, event.name(), to);
        write(NAMESPACE, event.namespace(), to);
        if (hasNoOrigin(event)) {
            to.writeRaw(NO_ORIGIN);
        } else {
            writeOrigin(event, to);
        }
        write(TIMESTAMP, TimestampText.write(event.timestamp()), to);
        if (event.peer().timestampUnixNano() != null) {
            write(TIMESTAMP_UNIX_NANO, event.peer().timestampUnixNano(), to);
        }
        write(VERSION, event.version(), to);
    }

    private static void writeOrigin(OutgoingEvent event, JsonGenerator to) throws IOException {
        write(CLIENT_ID, event.clientId(), to);
        write(TRACE_ID, event.traceId(), to);
        write(SPAN_CONTEXT, event.spanContext(), to);
        write(USER_ID, event.userId(), to);
        write(SESSION_ID, event.sessionId(), to);
    }

    private static boolean hasNoOrigin(OutgoingEvent event) {
        return event.clientId().isEmpty() && event.traceId().isEmpty() && event.spanContext().isEmpty()
                && event.userId().isEmpty() && event.sessionId().isEmpty();
    }

    private static void writeCompatibility(OutgoingEvent event, JsonGenerator to) throws IOException {
        PeerFields peer = event.peer();
        write(EVENT_ID, peer.eventId(), to);
        write(EVENT_TYPE, peer.eventType(), to);
        write(EVENT_LEVEL, peer.eventLevel(), to);
        write(SERVICE, peer.service(), to);
        writeStrings(CLIENT_IDS, peer.hasClientIds() ? peer.clientIds() : null, to);
        writeStrings(TARGET_USER_IDS, peer.hasTargetUserIds() ? peer.targetUserIds() : null, to);
        write(TARGET_NAMESPACE, peer.targetNamespace(), to);
        to.writeFieldName(PRIVACY);
        to.writeBoolean(peer.privacy());
        // A reader replaces it with the topic that it asked for.
        write(TOPIC, "", to);
    }

    private void writeOptional(OutgoingEvent event, JsonGenerator to) throws IOException {
        writeUnlessEmpty(PARENT_NAMESPACE, event.peer().parentNamespace(), to);
        writeUnlessEmpty(UNION_NAMESPACE, event.peer().unionNamespace(), to);
        writeUnlessEmpty(SOURCE_NAMESPACE, event.peer().sourceNamespace(), to);
        for (Map.Entry<String, JsonNode> unknown : event.unknownFields().entrySet()) {
            to.writeFieldName(unknown.getKey());
            payloads.write(unknown.getValue(), to);
        }
        if (!event.additionalFields().isEmpty()) {
            to.writeObjectFieldStart(FieldNames.ADDITIONAL_FIELDS);
            for (Map.Entry<String, ?> field : event.additionalFields().entrySet()) {
                to.writeFieldName(field.getKey());
                payloads.write(field.getValue(), to);
            }
            to.writeEndObject();
        }
    }

    /** The encoded part of an envelope without values. */
    private static SerializableString asWritten(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = new JsonFactory().createGenerator(text)) {
            to.writeStartObject();
            write(ID, "", to);
            to.flush();
            int start = text.getBuffer().length();
            part.write(NO_EVENT, to);
            to.flush();
            return new SerializedString(text.getBuffer().substring(start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Part {
        void write(OutgoingEvent event, JsonGenerator to) throws IOException;
    }

    private static void write(SerializableString field, String value, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        to.writeString(value);
    }

    private static void write(SerializableString field, long value, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        to.writeNumber(value);
    }

    private static void writeUnlessEmpty(SerializableString field, String value, JsonGenerator to) throws IOException {
        if (!value.isEmpty()) {
            write(field, value, to);
        }
    }

    private static void writeStrings(SerializableString field, List<String> strings, JsonGenerator to) throws IOException {
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
