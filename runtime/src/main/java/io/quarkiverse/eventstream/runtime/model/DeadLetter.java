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
 * A record that a listener gave up, with the reason.
 *
 * @param event null if the record is undecodable
 * @param topic the dead-letter topic, with the prefix
 * @param listener the id of the listener
 * @param exception the class of the exception
 * @param message the message of the exception; may be empty
 * @param attempts the number of invocations
 * @param stackTrace the stack trace of the exception; may be empty
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, IncomingEvent event, String topic, String listener,
        Reason reason, String exception, String message, int attempts, String stackTrace) {

    /** The prefix of the headers of dead letters. */
    public static final String HEADER = "eventstream.dead-letter.";

    private static final int MAX_MESSAGE = 1000;
    private static final int LARGE = 64 << 10;

    public enum Reason {
        /** The listener failed. */
        FAILED,
        /** The record is undecodable, or its payload does not fit the type of the listener. */
        UNREADABLE;

        public static Reason of(InvocationFailure failure) {
            return failure.cause() instanceof PayloadException ? UNREADABLE : FAILED;
        }

        /** The value in headers and spans. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The unchanged record, with its own headers first. Headers of an earlier dead-lettering are replaced. */
    public ProducerRecord<byte[], byte[]> toRecord() {
        ProducerRecord<byte[], byte[]> letter = copy();
        describe(letter);
        header(letter, "message", UntrustedText.of(message, MAX_MESSAGE));
        if (!stackTrace.isEmpty()) {
            header(letter, "stack-trace", stackTrace);
        }
        return letter;
    }

    /** The same without the message and the stack trace, which give way to the record. */
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
     * Whether the record is large enough to be replaced by a {@linkplain #toReference reference} if the topic refuses its size. A topic that
     * refuses smaller records has a wrong limit, which an operator corrects; until then, the record waits.
     */
    public boolean isLarge() {
        long size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.value() == null ? 0 : header.value().length;
        }
        return size > LARGE;
    }

    /**
     * A reference for a record that is too large for the dead-letter topic: its coordinates and the failure. A record that was compressed may
     * be many times larger than the limit of the broker.
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
