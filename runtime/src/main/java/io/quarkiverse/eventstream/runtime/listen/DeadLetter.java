package io.quarkiverse.eventstream.runtime.listen;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.PayloadException;

/**
 * A record that is given up, and why.
 *
 * @param record as it was fetched
 * @param topic the dead-letter topic, with the prefix
 * @param listener the id of the listener that gave it up
 * @param reason what kind of failure
 * @param exception the class of the exception
 * @param message what the exception says; may be empty
 * @param attempts how many times the listener was called
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record, String topic, String listener, Reason reason, String exception,
        String message, int attempts) {

    /** What all headers of dead letters begin with. */
    static final String HEADER = "eventstream.dead-letter.";

    private static final int MAX_MESSAGE = 1000;

    enum Reason {
        /** A listener has failed for it. */
        FAILED,
        /** It is no event, or its payload doesn't fit the listener. */
        UNREADABLE;

        static Reason of(CallFailure failure) {
            return failure.cause() instanceof PayloadException ? UNREADABLE : FAILED;
        }
    }

    /** The record byte for byte, its own headers first. A dead letter that becomes one again tells of the last time only. */
    ProducerRecord<byte[], byte[]> toRecord() {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, null, record.key(), record.value());
        record.headers().forEach(header -> {
            if (!header.key().startsWith(HEADER)) {
                letter.headers().add(header);
            }
        });
        header(letter, "reason", reason.name().toLowerCase(Locale.ROOT));
        header(letter, "exception", exception);
        header(letter, "message", cut(message));
        header(letter, "listener", listener);
        header(letter, "attempts", String.valueOf(attempts));
        header(letter, "topic", record.topic());
        header(letter, "partition", String.valueOf(record.partition()));
        header(letter, "offset", String.valueOf(record.offset()));
        header(letter, "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        return letter;
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(HEADER + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
    }
}
