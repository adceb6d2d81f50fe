package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.EventRecord;

/** The record of a received event. Immutable and thread-safe. */
final class ReceivedRecord implements EventRecord {

    private final ConsumerRecord<byte[], byte[]> record;
    private final List<EventHeader> headers;

    ReceivedRecord(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
        this.headers = headersOf(record);
    }

    /** Copied at once: Kafka's headers can be changed, and are decoded when first read, which two threads must not do at once. */
    private static List<EventHeader> headersOf(ConsumerRecord<byte[], byte[]> record) {
        Header[] all = record.headers().toArray();
        if (all.length == 0) {
            return List.of();
        }
        List<EventHeader> headers = new ArrayList<>(all.length);
        for (Header header : all) {
            headers.add(new EventHeader(header.key(), header.value()));
        }
        return List.copyOf(headers);
    }

    @Override
    public String topic() {
        return record.topic();
    }

    @Override
    public int partition() {
        return record.partition();
    }

    @Override
    public long offset() {
        return record.offset();
    }

    @Override
    public Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    @Override
    public String key() {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] value() {
        return record.value() == null ? null : record.value().clone();
    }

    @Override
    public JsonNode valueAsTree() {
        byte[] value = record.value();
        if (value == null) {
            return NullNode.instance;
        }
        try {
            return JsonValues.document(value);
        } catch (IOException | RuntimeException e) {
            throw PayloadFailure.of(this, e);
        }
    }

    @Override
    public List<EventHeader> headers() {
        return headers;
    }
}
