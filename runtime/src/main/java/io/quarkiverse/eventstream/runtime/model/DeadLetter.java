package io.quarkiverse.eventstream.runtime.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.log.FailureFingerprint;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * A record that a listener gave up, with the reason.
 *
 * @param event null if the record is undecodable
 * @param topic the dead-letter topic, with the prefix
 * @param recipient the listener that gave it up
 * @param failure the failure of the last attempt
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, IncomingEvent event, String topic, Recipient recipient,
        Reason reason, InvocationFailure failure, LastAttempt last) {

    /** The prefix of the headers of dead letters. */
    public static final String HEADER = "eventstream.dead-letter.";

    /** The header of an event that is redriven: the coordinates of its dead letter, such as {@code orders.dlq-0@17}. */
    public static final String REDRIVEN_LETTER = "eventstream.redrive.letter";
    /** The header of an event that is redriven: how often it was, with this time. */
    public static final String REDRIVES = "eventstream.redrive.count";

    private static final int MAX_MESSAGE = 1000;
    private static final int LARGE = 64 << 10;

    /**
     * The listener that gave a record up.
     *
     * @param listener its id
     * @param group its group, with the prefix; null for none
     */
    public record Recipient(String listener, String group, Service service) {}

    /**
     * The last attempt to deliver a record.
     *
     * @param number the number of invocations so far
     * @param trace the headers of its trace; empty without tracing
     */
    public record LastAttempt(int number, Instant failedAt, Map<String, String> trace) {}

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

    /** The class of the exception. */
    public String exception() {
        return failure.cause().getClass().getName();
    }

    /** The unchanged record, with its own headers first. Headers of an earlier dead-lettering are replaced. */
    public ProducerRecord<byte[], byte[]> toRecord() {
        ProducerRecord<byte[], byte[]> letter = copy();
        describe(letter);
        header(letter, "message", UntrustedText.of(failure.message(), MAX_MESSAGE));
        String stackTrace = event == null ? "" : failure.stackTrace();
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
            if (!header.key().startsWith(HEADER) && !REDRIVEN_LETTER.equals(header.key()) && !REDRIVES.equals(header.key())) {
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
        header(letter, "message", UntrustedText.of(failure.message(), MAX_MESSAGE));
        header(letter, "omitted", "key, value and headers: too large");
        return letter;
    }

    private void describe(ProducerRecord<byte[], byte[]> letter) {
        FailureFingerprint fingerprint = FailureFingerprint.of(failure.cause());
        header(letter, "reason", reason.toString());
        header(letter, "exception", exception());
        header(letter, "fingerprint", fingerprint.id(recipient.listener()));
        optionalHeader(letter, "frame", fingerprint.frame());
        header(letter, "listener", recipient.listener());
        optionalHeader(letter, "group", recipient.group());
        header(letter, "service", recipient.service().name());
        optionalHeader(letter, "service-version", recipient.service().version());
        header(letter, "attempts", String.valueOf(last.number()));
        header(letter, "failed-at", last.failedAt().toString());
        header(letter, "topic", record.topic());
        header(letter, "partition", String.valueOf(record.partition()));
        header(letter, "offset", String.valueOf(record.offset()));
        header(letter, "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        history(letter, REDRIVEN_LETTER, "previous");
        history(letter, REDRIVES, "redrives");
        last.trace().forEach((name, value) -> header(letter, name, value));
    }

    /** The letter of an event that fails again refers to the one before. */
    private void history(ProducerRecord<byte[], byte[]> letter, String redriven, String name) {
        Header header = record.headers().lastHeader(redriven);
        if (header != null) {
            letter.headers().add(HEADER + name, header.value());
        }
    }

    private static void optionalHeader(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        if (value != null && !value.isEmpty()) {
            header(letter, name, value);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(HEADER + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
