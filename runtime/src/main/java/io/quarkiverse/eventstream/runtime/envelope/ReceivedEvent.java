package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import io.quarkiverse.eventstream.EventRecord;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.Tombstone;
import io.quarkiverse.eventstream.runtime.envelope.scan.ByteRange;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * An event from a record. Payload and other data of any shape are decoded at each call, straight from the record's bytes, so that nothing
 * mutable is shared. Immutable and thread-safe.
 */
public final class ReceivedEvent implements IncomingEvent, Tombstone {

    private final ReceivedRecord record;
    private final Envelope envelope;
    private final String topic;
    private final JsonValues values;
    private final boolean replay;
    private final int attempt;

    /**
     * The event of a record.
     *
     * @param askedTopic the topic that the listener asked for, without the prefix
     */
    public ReceivedEvent(ConsumerRecord<byte[], byte[]> record, Envelope envelope, String askedTopic, EventCodec codec,
            boolean replay) {
        this(new ReceivedRecord(record), envelope, askedTopic, codec.values(), replay, 1);
    }

    private ReceivedEvent(ReceivedRecord record, Envelope envelope, String topic, JsonValues values, boolean replay,
            int attempt) {
        this.record = record;
        this.envelope = envelope;
        this.topic = topic;
        this.values = values;
        this.replay = replay;
        this.attempt = attempt;
    }

    /** The same event for another attempt. Cheap: nothing is decoded again. */
    public ReceivedEvent withAttempt(int number) {
        return new ReceivedEvent(record, envelope, topic, values, replay, number);
    }

    @Override
    public String id() {
        return envelope.id();
    }

    @Override
    public String name() {
        return envelope.name();
    }

    @Override
    public String namespace() {
        return envelope.namespace();
    }

    @Override
    public long version() {
        return envelope.version();
    }

    @Override
    public Instant timestamp() {
        return envelope.timestamp();
    }

    @Override
    public String clientId() {
        return envelope.clientId();
    }

    @Override
    public String userId() {
        return envelope.userId();
    }

    @Override
    public String sessionId() {
        return envelope.sessionId();
    }

    @Override
    public String traceId() {
        return envelope.traceId();
    }

    @Override
    public String spanContext() {
        return envelope.spanContext();
    }

    @Override
    public PeerFields peer() {
        return envelope.peer();
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public Map<String, Object> additionalFields() {
        ByteRange range = envelope.additionalFields();
        return range == null
                ? Map.of()
                : decode(FieldNames.ADDITIONAL_FIELDS, "a map", () -> values.map(envelope.value(), range));
    }

    @Override
    public Map<String, JsonNode> unknownFields() {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        envelope.unknownFields().forEach((name, range) -> fields.put(name,
                decode("field \"" + UntrustedText.of(name) + "\"", "a tree", () -> values.tree(envelope.value(), range))));
        return fields;
    }

    @Override
    public boolean hasPayload() {
        return envelope.hasPayload();
    }

    @Override
    public <T> T payload(Class<T> type) {
        return payload((Type) type);
    }

    @Override
    public <T> T payload(Type type) {
        ByteRange range = envelope.payload();
        @SuppressWarnings("unchecked")
        T read = (T) envelope.takePayload(type);
        if (read != null) {
            return read;
        }
        try {
            return range == null ? null : values.read(envelope.value(), range, type, version());
        } catch (IOException | RuntimeException e) {
            throw PayloadFailure.of(this, FieldNames.PAYLOAD, name(type), e);
        }
    }

    private static String name(Type type) {
        return type instanceof JavaType jackson ? jackson.toCanonical() : type.getTypeName();
    }

    @Override
    public Map<String, Object> payloadAsMap() {
        ByteRange range = envelope.payload();
        return range == null ? Map.of() : decode(FieldNames.PAYLOAD, "a map", () -> values.map(envelope.value(), range));
    }

    @Override
    public JsonNode payloadAsTree() {
        ByteRange range = envelope.payload();
        return range == null
                ? NullNode.instance
                : decode(FieldNames.PAYLOAD, "a tree", () -> values.tree(envelope.value(), range));
    }

    @Override
    public JsonNode envelope() {
        byte[] value = envelope.value();
        return decode("envelope", "a tree", () -> values.tree(value, new ByteRange(0, value.length)));
    }

    @Override
    public String key() {
        return record.key();
    }

    @Override
    public EventRecord record() {
        return record;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean isReplay() {
        return replay;
    }

    /** The event's name and id, and the record that carried it. */
    @Override
    public String toString() {
        return UntrustedText.of(name()) + " " + UntrustedText.of(id()) + " from " + record.topic() + "-" + record.partition()
                + "@"
                + record.offset();
    }

    /** Decoding that Jackson may refuse. */
    @FunctionalInterface
    private interface Decoding<T> {
        T run() throws IOException;
    }

    private <T> T decode(String part, String type, Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (IOException | RuntimeException e) {
            throw PayloadFailure.of(this, part, type, e);
        }
    }
}
