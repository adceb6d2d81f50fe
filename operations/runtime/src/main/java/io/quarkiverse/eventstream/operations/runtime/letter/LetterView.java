package io.quarkiverse.eventstream.operations.runtime.letter;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFailure;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterOrigin;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterStatus;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.runtime.envelope.Envelope;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.model.Names;

/**
 * Shows the letters of a topic as the API has them: names without the prefix, and the event decoded.
 *
 * @param topic the dead-letter topic, without the prefix
 */
public record LetterView(String topic, Names names, EventCodec codec) {

    private static final LetterStatus OPEN = new LetterStatus(LetterState.OPEN, null, null, null);

    public LetterId id(ConsumerRecord<byte[], byte[]> record) {
        return new LetterId(topic, record.partition(), record.offset());
    }

    /** The state of a letter by the last entry about it, which may be null. */
    public static LetterStatus status(JournalEntry entry) {
        return entry == null ? OPEN : new LetterStatus(entry.state(), entry.by(), entry.at(), entry.reason());
    }

    public LetterFailure failure(LetterRecord letter) {
        return new LetterFailure(letter.text("reason"), letter.exception(), letter.text("message"), letter.text("frame"),
                letter.fingerprint(), letter.listener(), group(letter), letter.number("attempts"), letter.failedAt(),
                letter.text("service"), letter.text("service-version"));
    }

    /** Without the prefix; null if it is not known. */
    public String group(LetterRecord letter) {
        return letter.group() == null ? null : withoutPrefix(letter.group());
    }

    public LetterSummary summary(LetterRecord letter, LetterStatus status) {
        Envelope envelope = envelope(letter);
        return new LetterSummary(id(letter.record()), status, failure(letter), envelope == null ? null : envelope.name(),
                envelope == null ? null : envelope.id(), letter.key(), letter.redrives());
    }

    /** The name of the event: from the header of this bus, or else from the envelope. Null if it can't be read. */
    public String eventName(LetterRecord letter) {
        String name = letter.header(EventCodec.NAME_HEADER);
        if (name != null) {
            return name;
        }
        Envelope envelope = envelope(letter);
        return envelope == null ? null : envelope.name();
    }

    private Envelope envelope(LetterRecord letter) {
        try {
            return letter.record().value() == null ? null : codec.decode(letter.record().value());
        } catch (UndecodableException e) {
            return null;
        }
    }

    /**
     * All that is known of a letter.
     *
     * @param next the letter with which its redrive ended; null for none
     */
    public Letter letter(LetterRecord letter, LetterStatus status, LetterId next) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        IncomingEvent event = null;
        String undecodable = null;
        try {
            event = record.value() == null
                    ? null
                    : new ReceivedEvent(record, codec.decode(record.value()), topic, codec, false);
        } catch (UndecodableException e) {
            undecodable = e.getMessage();
        }
        return new Letter(summary(letter, status), new ReceivedEvent(record, null, topic, codec, false).record(),
                Optional.ofNullable(event), Optional.ofNullable(undecodable), origin(letter),
                Optional.ofNullable(letter.text("stack-trace")), traceId(letter), letter.isReference(), previous(letter),
                Optional.ofNullable(next));
    }

    private Optional<LetterOrigin> origin(LetterRecord letter) {
        return letter.origin().map(from -> new LetterOrigin(withoutPrefix(from.topic()), from.partition(), from.offset(),
                from.timestamp()));
    }

    /** The second part of W3C's header. */
    private static Optional<String> traceId(LetterRecord letter) {
        String[] parts = Optional.ofNullable(letter.text("traceparent")).orElse("").split("-");
        return parts.length == 4 && parts[1].matches("[0-9a-f]{32}") ? Optional.of(parts[1]) : Optional.empty();
    }

    private Optional<LetterId> previous(LetterRecord letter) {
        String previous = letter.text("previous");
        try {
            return Optional.ofNullable(previous).map(LetterId::parse)
                    .map(id -> new LetterId(withoutPrefix(id.topic()), id.partition(), id.offset()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String withoutPrefix(String full) {
        String prefix = names.prefix().isEmpty() && !full.startsWith(".") ? "" : names.prefix() + ".";
        return full.startsWith(prefix) ? full.substring(prefix.length()) : full;
    }
}
