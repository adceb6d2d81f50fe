package io.quarkiverse.eventstream.interop.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.interop.check.StrictUtf8;

/** A format to print records in. */
interface RecordFormat {

    /** The record as text without control characters, and without a line end after it. */
    String format(ConsumerRecord<byte[], byte[]> record);

    /** The coordinates of a record, such as {@code orders-0@42}. */
    static String coordinates(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Decodes UTF-8, with replacement characters for other bytes. */
    static String text(byte[] bytes) {
        String text = StrictUtf8.decode(bytes);
        return text == null ? new String(bytes, StandardCharsets.UTF_8) : text;
    }

    /** The record's timestamp; null if Kafka does not know it. */
    static Instant timestamp(ConsumerRecord<byte[], byte[]> record) {
        return record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp());
    }
}
