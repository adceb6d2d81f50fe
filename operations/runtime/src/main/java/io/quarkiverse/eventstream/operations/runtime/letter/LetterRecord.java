package io.quarkiverse.eventstream.operations.runtime.letter;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.operations.LetterOrigin;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/**
 * A record of a dead-letter topic. It may have any headers, or none: another client may have written it.
 */
public record LetterRecord(ConsumerRecord<byte[], byte[]> record) {

    private static final String LEFT_OUT = "key, value and headers";

    /** The same letter with its headers only, to be kept. */
    public LetterRecord withoutValue() {
        return new LetterRecord(new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.timestamp(),
                record.timestampType(), record.serializedKeySize(), record.serializedValueSize(), record.key(), null,
                record.headers(), record.leaderEpoch()));
    }

    public String listener() {
        return text("listener");
    }

    /** With the prefix. */
    public String group() {
        return text("group");
    }

    public String exception() {
        return text("exception");
    }

    public String fingerprint() {
        return text("fingerprint");
    }

    /** When the last attempt failed; for older letters and those of other clients, when the letter was written. */
    public Instant failedAt() {
        Instant failedAt = instant("failed-at");
        return failedAt == null ? Instant.ofEpochMilli(record.timestamp()) : failedAt;
    }

    /** Whether the letter was written by a version that also writes the group, if there is one. */
    public boolean tellsGroup() {
        return text("failed-at") != null;
    }

    public int redrives() {
        return number("redrives");
    }

    /** Whether only the coordinates of the record are left. */
    public boolean isReference() {
        String omitted = text("omitted");
        return omitted != null && omitted.startsWith(LEFT_OUT);
    }

    /** The last value of a header of dead letters; null if there is none. */
    public String text(String name) {
        return header(DeadLetter.HEADER + name);
    }

    /** The last value of any header; null if there is none. */
    public String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The record that became this letter, with the full topic; empty if the headers do not say so. */
    public Optional<LetterOrigin> origin() {
        String from = text("topic");
        int partition = (int) longNumber("partition");
        long offset = longNumber("offset");
        return from == null || partition < 0 || offset < 0
                ? Optional.empty()
                : Optional.of(new LetterOrigin(from, partition, offset, instant("timestamp")));
    }

    /** Null if the header is missing or no instant. */
    Instant instant(String name) {
        String text = text(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** 0 if the header is missing or no number. */
    int number(String name) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, longNumber(name)));
    }

    /** -1 if the header is missing or no number. */
    long longNumber(String name) {
        String text = text(name);
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Null if the record has none. */
    public String key() {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }
}
