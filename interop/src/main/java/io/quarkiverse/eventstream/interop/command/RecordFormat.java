package io.quarkiverse.eventstream.interop.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.interop.check.StrictUtf8;

/** A way to print a record. */
interface RecordFormat {

    /** The record as text that a terminal can bear, without a line end after it. */
    String format(ConsumerRecord<byte[], byte[]> record);

    /** Where a record is, such as {@code orders-0@42}. */
    static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Text as it is, and what isn't UTF-8 with replacement characters. */
    static String text(byte[] bytes) {
        String text = StrictUtf8.decode(bytes);
        return text == null ? new String(bytes, StandardCharsets.UTF_8) : text;
    }

    /** When the record was written; null if Kafka doesn't know. */
    static Instant timestamp(ConsumerRecord<byte[], byte[]> record) {
        return record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp());
    }
}
