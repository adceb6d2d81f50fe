package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;

/**
 * Writes the fields of an envelope before the payload, in the order of the Go SDK. Thread-safe.
 */
abstract class FieldWriter {

    // Encoded once; EncodeBenchmark.bus shows the gain.
    static final SerializableString ID = new SerializedString(FieldNames.ID);
    static final SerializableString NAME = new SerializedString(FieldNames.NAME);
    static final SerializableString NAMESPACE = new SerializedString(FieldNames.NAMESPACE);
    static final SerializableString CLIENT_ID = new SerializedString(FieldNames.CLIENT_ID);
    static final SerializableString TRACE_ID = new SerializedString(FieldNames.TRACE_ID);
    static final SerializableString SPAN_CONTEXT = new SerializedString(FieldNames.SPAN_CONTEXT);
    static final SerializableString USER_ID = new SerializedString(FieldNames.USER_ID);
    static final SerializableString SESSION_ID = new SerializedString(FieldNames.SESSION_ID);
    static final SerializableString TIMESTAMP = new SerializedString(FieldNames.TIMESTAMP);
    static final SerializableString TIMESTAMP_UNIX_NANO = new SerializedString(FieldNames.TIMESTAMP_UNIX_NANO);
    static final SerializableString VERSION = new SerializedString(FieldNames.VERSION);
    static final SerializableString EVENT_ID = new SerializedString(FieldNames.EVENT_ID);
    static final SerializableString EVENT_TYPE = new SerializedString(FieldNames.EVENT_TYPE);
    static final SerializableString EVENT_LEVEL = new SerializedString(FieldNames.EVENT_LEVEL);
    static final SerializableString SERVICE = new SerializedString(FieldNames.SERVICE);
    static final SerializableString TARGET_NAMESPACE = new SerializedString(FieldNames.TARGET_NAMESPACE);
    static final SerializableString PRIVACY = new SerializedString(FieldNames.PRIVACY);
    static final SerializableString TOPIC = new SerializedString(FieldNames.TOPIC);
    static final SerializableString CLIENT_IDS = new SerializedString(FieldNames.CLIENT_IDS);
    static final SerializableString TARGET_USER_IDS = new SerializedString(FieldNames.TARGET_USER_IDS);
    static final SerializableString PARENT_NAMESPACE = new SerializedString(FieldNames.PARENT_NAMESPACE);
    static final SerializableString UNION_NAMESPACE = new SerializedString(FieldNames.UNION_NAMESPACE);
    static final SerializableString SOURCE_NAMESPACE = new SerializedString(FieldNames.SOURCE_NAMESPACE);
    static final SerializableString PAYLOAD = new SerializedString(FieldNames.PAYLOAD);

    private static final long NANOS = 1_000_000_000;

    private final PayloadWriter payloads;
    private final WireFormat format;

    /** @param payloads writes values of the application */
    FieldWriter(PayloadWriter payloads, WireFormat format) {
        this.payloads = payloads;
        this.format = format;
    }

    /** Writes all fields but the payload. */
    abstract void write(OutgoingEvent event, JsonGenerator to) throws IOException;

    /** Time and version, which every event has. */
    final void writeTimeAndVersion(OutgoingEvent event, JsonGenerator to) throws IOException {
        Instant time = event.timestamp();
        write(TIMESTAMP, format.hasFractions() || event.hasReceivedTimestamp()
                ? TimestampText.writeExactly(time)
                : TimestampText.write(time), to);
        Long nanos = event.peer().timestampUnixNano();
        if (nanos != null) {
            write(TIMESTAMP_UNIX_NANO, nanos, to);
        } else if (format.hasNanoseconds() && hasNanoseconds(time)) {
            write(TIMESTAMP_UNIX_NANO, time.getEpochSecond() * NANOS + time.getNano(), to);
        }
        write(VERSION, event.version(), to);
    }

    /** The years 1678 to 2261 have. */
    private static boolean hasNanoseconds(Instant time) {
        return Math.abs(time.getEpochSecond()) < Long.MAX_VALUE / NANOS;
    }

    /** The fields that the wire format does not define, and those that the publisher adds. */
    final void writeFurther(OutgoingEvent event, JsonGenerator to) throws IOException {
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

    static void write(SerializableString field, String value, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        to.writeString(value);
    }

    static void write(SerializableString field, long value, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        to.writeNumber(value);
    }

    static void write(SerializableString field, boolean value, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        to.writeBoolean(value);
    }

    static void write(SerializableString field, List<String> values, JsonGenerator to) throws IOException {
        to.writeFieldName(field);
        to.writeStartArray();
        for (String value : values) {
            to.writeString(value);
        }
        to.writeEndArray();
    }

    static void writeUnlessEmpty(SerializableString field, String value, JsonGenerator to) throws IOException {
        if (!value.isEmpty()) {
            write(field, value, to);
        }
    }
}
