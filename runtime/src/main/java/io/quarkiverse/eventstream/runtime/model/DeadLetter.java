package io.quarkiverse.eventstream.runtime.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * A record that is given up, and why.
 *
 * @param record as it was fetched
 * @param event what it says; null if it is no event
 * @param topic the dead-letter topic, with the prefix
 * @param listener the id of the listener that gave it up
 * @param reason what kind of failure
 * @param exception the class of the exception
 * @param message what the exception says; may be empty
 * @param attempts how many times the listener was called
 * @param stackTrace where the exception comes from; may be empty
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, IncomingEvent event, String topic, String listener,
        Reason reason, String exception, String message, int attempts, String stackTrace) {

    /** What all headers of dead letters begin with. */
    public static final String HEADER = "eventstream.dead-letter.";

    private static final int MAX_MESSAGE = 1000;
    private static final int LARGE = 64 << 10;

    /** What kind of failure. */
    public enum Reason {
        /** A listener has failed for it. */
        FAILED,
        /** It is no event, or its payload doesn't fit the listener. */
        UNREADABLE;

        public static Reason of(InvocationFailure failure) {
            return failure.cause() instanceof PayloadException ? UNREADABLE : FAILED;
        }

        /** As headers and spans say it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The record byte for byte, its own headers first. A dead letter that becomes one again tells of the last time only. */
    public ProducerRecord<byte[], byte[]> toRecord() {
        ProducerRecord<byte[], byte[]> letter = copy();
        describe(letter);
        header(letter, "message", UntrustedText.of(message, MAX_MESSAGE));
        if (!stackTrace.isEmpty()) {
            header(letter, "stack-trace", stackTrace);
        }
        return letter;
    }

    /** The same without the longest of what is added: the record goes first. */
    public ProducerRecord<byte[], byte[]> toBriefRecord() {
        ProducerRecord<byte[], byte[]> letter = copy();
        describe(letter);
        header(letter, "omitted", "message and stack trace: too large");
        return letter;
    }

    private ProducerRecord<byte[], byte[]> copy() {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, null, record.key(), record.value());
        record.headers().forEach(header -> {
            if (!header.key().startsWith(HEADER)) {
                letter.headers().add(header);
            }
        });
        return letter;
    }

    /**
     * Whether its size may be the reason why a topic refuses it. A topic that refuses a smaller one has a limit that somebody has to
     * put right, or will: then the record, and no reference to it, has to be there.
     */
    public boolean isLarge() {
        long size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.value() == null ? 0 : header.value().length;
        }
        return size > LARGE;
    }

    /**
     * What can be written of a record that is too large for the dead-letter topic: where it is, and what was the matter. A record
     * that was compressed may be many times as large as what the broker takes.
     */
    public ProducerRecord<byte[], byte[]> toReference() {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, null, null, null);
        describe(letter);
        header(letter, "message", UntrustedText.of(message, MAX_MESSAGE));
        header(letter, "omitted", "key, value and headers: too large");
        return letter;
    }

    private void describe(ProducerRecord<byte[], byte[]> letter) {
        header(letter, "reason", reason.toString());
        header(letter, "exception", exception);
        header(letter, "listener", listener);
        header(letter, "attempts", String.valueOf(attempts));
        header(letter, "topic", record.topic());
        header(letter, "partition", String.valueOf(record.partition()));
        header(letter, "offset", String.valueOf(record.offset()));
        header(letter, "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(HEADER + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
