package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.runtime.config.WireFormat;

/**
 * Writes the fields as version 3.1 does: those that aren't optional also when they are empty.
 * <p>
 * Parts that are the same for most events are encoded once; {@code EncodeBenchmark.bus} shows the gain.
 */
final class AllFieldsWriter extends FieldWriter {

    /** Has the fields that every event has, and no more. */
    private static final OutgoingEvent NO_EVENT = OutgoingEvent.builder("").id("").timestamp(Instant.EPOCH).build();

    /** The fields of client, user and session, if they are empty. */
    private static final SerializableString NO_ORIGIN = asWritten(AllFieldsWriter::writeOrigin);
    /** The fields that only older consumers of some services read, if they are empty. */
    private static final SerializableString NO_COMPATIBILITY = asWritten(AllFieldsWriter::writeCompatibility);

    AllFieldsWriter(PayloadWriter payloads, WireFormat format) {
        super(payloads, format);
    }

    @Override
    void write(OutgoingEvent event, JsonGenerator to) throws IOException {
        write(ID, event.id(), to);
        write(NAME, event.name(), to);
        write(NAMESPACE, event.namespace(), to);
        if (hasNoOrigin(event)) {
            to.writeRaw(NO_ORIGIN);
        } else {
            writeOrigin(event, to);
        }
        writeTimeAndVersion(event, to);
        // Most events share this instance: a shortcut, with the same result.
        if (event.peer() == PeerFields.none()) {
            to.writeRaw(NO_COMPATIBILITY);
        } else {
            writeCompatibility(event, to);
        }
        writeUnlessEmpty(PARENT_NAMESPACE, event.peer().parentNamespace(), to);
        writeUnlessEmpty(UNION_NAMESPACE, event.peer().unionNamespace(), to);
        writeUnlessEmpty(SOURCE_NAMESPACE, event.peer().sourceNamespace(), to);
        writeFurther(event, to);
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
        writeOrNull(CLIENT_IDS, peer.hasClientIds() ? peer.clientIds() : null, to);
        writeOrNull(TARGET_USER_IDS, peer.hasTargetUserIds() ? peer.targetUserIds() : null, to);
        write(TARGET_NAMESPACE, peer.targetNamespace(), to);
        write(PRIVACY, peer.privacy(), to);
        // A reader replaces it with the topic that it asked for.
        write(TOPIC, "", to);
    }

    private static void writeOrNull(SerializableString field, List<String> values, JsonGenerator to) throws IOException {
        if (values == null) {
            to.writeFieldName(field);
            to.writeNull();
        } else {
            write(field, values, to);
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
}
