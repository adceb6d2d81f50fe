package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A valid record, to be changed by a test. */
final class Example {

    private static final String GOOD = """
            {"id":"5c3b602f609c49cba2738487a9bc9d4f","name":"orderCreated","namespace":"shop",\
            "clientId":"7d480ce0e8624b02901bd80d9ba9817c","traceId":"01c34ec3b07f4bfaa59ba0184a3de14d",\
            "spanContext":"4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1",\
            "userId":"e95b150043ff4a2c88427a6eb25e5bc8","sessionId":"c1ab4f754acc4cb48a8f68dd25cfca21",\
            "timestamp":"2026-11-24T06:26:36Z","version":2,"event_id":3,"event_type":301,"event_level":4,\
            "service":"checkout","client_ids":["7d480ce0e8624b02901bd80d9ba9817c"],\
            "target_user_ids":["1fe7f425a0e049d29d87ca3d32e45b5a"],"target_namespace":"publisher","privacy":true,\
            "topic":"","payload":{"orderId":"o-1","total":12.5}}""";

    private byte[] key = "customer-1".getBytes(UTF_8);
    private final ObjectNode envelope;
    private final List<Header> headers = new ArrayList<>();
    private byte[] value;

    Example() {
        try {
            envelope = (ObjectNode) EnvelopeMembers.EXACT.readTree(GOOD);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Example key(byte[] key) {
        this.key = key;
        return this;
    }

    /** Sets a field to a value of JSON. */
    Example set(String field, String json) {
        try {
            envelope.set(field, EnvelopeMembers.EXACT.readTree(json));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Example text(String field, String text) {
        envelope.put(field, text);
        return this;
    }

    Example without(String... fields) {
        envelope.remove(List.of(fields));
        return this;
    }

    Example header(String name, String header) {
        headers.add(new RecordHeader(name, header == null ? null : header.getBytes(UTF_8)));
        return this;
    }

    Example header(String name, byte[] header) {
        headers.add(new RecordHeader(name, header));
        return this;
    }

    /** Replaces the envelope. */
    Example value(byte[] bytes) {
        value = bytes;
        return this;
    }

    Example value(String text) {
        return value(text.getBytes(UTF_8));
    }

    JsonNode envelope() {
        return envelope;
    }

    ConsumerRecord<byte[], byte[]> record() {
        ConsumerRecord<byte[], byte[]> record = Records.record(key,
                value == null ? envelope.toString().getBytes(UTF_8) : value);
        headers.forEach(record.headers()::add);
        return record;
    }

    List<Finding> findings() {
        return new EnvelopeCheck(false).findings(record());
    }

    List<Finding> strictFindings() {
        return new EnvelopeCheck(true).findings(record());
    }
}
