package io.quarkiverse.eventstream.cli.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * A record and, if it can be decoded, its event.
 *
 * @param event null if the record is a tombstone or undecodable
 * @param undecodable why the record is undecodable; null for an event and for a tombstone
 */
public record ReadRecord(ConsumerRecord<byte[], byte[]> record, ReceivedEvent event, String undecodable) {

    /** Decodes a record. */
    public static ReadRecord of(ConsumerRecord<byte[], byte[]> record, EventCodec codec) {
        if (record.value() == null) {
            return new ReadRecord(record, null, null);
        }
        try {
            return new ReadRecord(record, new ReceivedEvent(record, codec.decode(record.value()), record.topic(), codec, false),
                    null);
        } catch (UndecodableException e) {
            return new ReadRecord(record, null, e.getMessage());
        }
    }

    public boolean isEvent() {
        return event != null;
    }

    public boolean isTombstone() {
        return record.value() == null;
    }

    /** The coordinates of the record, such as {@code orders-0@42}. */
    public String coordinates() {
        return coordinates(record);
    }

    /** The coordinates of a record, such as {@code orders-0@42}. */
    public static String coordinates(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** The record's timestamp; null if Kafka does not know it. */
    public Instant timestamp() {
        return record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp());
    }

    /** The key as text; null if there is none. */
    public String key() {
        return record.key() == null ? null : text(record.key());
    }

    /** The last header of a name as text; null if there is none, or it has no value. */
    public String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : text(header.value());
    }

    /** Decodes UTF-8, with replacement characters for other bytes. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
