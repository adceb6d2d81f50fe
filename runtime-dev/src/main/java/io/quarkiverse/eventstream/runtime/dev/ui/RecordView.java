package io.quarkiverse.eventstream.runtime.dev.ui;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * A record on a page.
 *
 * @param kind {@code event}, {@code tombstone} or {@code undecodable}
 * @param name the name of the event; empty if the record has none
 * @param payload the payload as indented JSON; the value as text, or in hexadecimal digits, if the record is undecodable
 * @param envelope the other fields of the envelope as indented JSON; empty if there is none
 * @param problem why the record is undecodable; empty if it is not
 */
public record RecordView(String kind, int partition, long offset, String timestamp, String key, String id, String name,
        String namespace, String payload, String envelope, String problem, List<HeaderView> headers) {

    private static final int LONGEST_TEXT = 64 * 1024;
    private static final String CUT = "\n… cut: it has %d characters";

    /** A header of the record, as text. */
    public record HeaderView(String name, String value) {}

    static RecordView of(ConsumerRecord<byte[], byte[]> record, EventCodec codec) {
        if (record.value() == null) {
            return without("tombstone", record, "", "");
        }
        try {
            ReceivedEvent event = new ReceivedEvent(record, codec.decode(record.value()), record.topic(), codec, false);
            return of(record, event);
        } catch (UndecodableException e) {
            return without("undecodable", record, text(record.value()), e.getMessage());
        }
    }

    private static RecordView of(ConsumerRecord<byte[], byte[]> record, IncomingEvent event) {
        String payload;
        String envelope;
        try {
            payload = event.hasPayload() ? event.payloadAsTree().toPrettyString() : "";
            ObjectNode fields = event.envelope().deepCopy();
            fields.remove("payload");
            envelope = fields.toPrettyString();
        } catch (RuntimeException e) {
            // The envelope is valid as far as the bus reads it, such as with a payload that is nested too deeply.
            return without("undecodable", record, text(record.value()), Outcome.text(e));
        }
        return new RecordView("event", record.partition(), record.offset(), timestamp(record), key(record), event.id(),
                event.name(), event.namespace(), cut(payload), cut(envelope), "", headers(record));
    }

    private static RecordView without(String kind, ConsumerRecord<byte[], byte[]> record, String text, String problem) {
        return new RecordView(kind, record.partition(), record.offset(), timestamp(record), key(record), "", "", "", cut(text),
                "", problem, headers(record));
    }

    private static List<HeaderView> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> new EventHeader(header.key(), header.value()))
                .map(header -> new HeaderView(header.name(), header.value() == null ? "" : cut(text(header.value())))).toList();
    }

    private static String timestamp(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp()).toString();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : cut(text(record.key()));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, LONGEST_TEXT));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + CUT.formatted(text.length());
    }
}
