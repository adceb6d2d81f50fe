package io.quarkiverse.eventstream.operations.runtime.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import io.quarkiverse.eventstream.operations.LetterState;

/**
 * An entry of the journal: the state of one letter. The journal of a dead-letter topic is a compacted topic with as many partitions. The
 * entries of a letter are in the partition of the same number, with the letter's {@link #key}; the last one counts. An entry
 * {@link LetterState#REDRIVEN} is at the same time the command to the service whose listener gets the letter again: it has the letter's
 * headers and value. All other entries have an empty value, because compaction removes a record without one. Immutable, provided that
 * arrays and headers do not change.
 *
 * @param partition the partition of the letter, and of the entry
 * @param offset the offset of the letter in its dead-letter topic
 * @param state what became of the letter
 * @param topicId Kafka's id of the dead-letter topic: an entry of another id is of a topic that was deleted. Null if it is not known
 * @param by who caused the state: an operator, or an instance of the service
 * @param at when
 * @param reason why; null if none is given
 * @param command the letter and its target, for {@link LetterState#REDRIVEN}; null for every other state
 */
public record JournalEntry(int partition, long offset, LetterState state, Uuid topicId, String by, Instant at, String reason,
        Command command) {

    /** The prefix of the headers of an entry, which those of a letter never have. */
    public static final String HEADER = "eventstream.letter.";

    private static final String SUFFIX = ".journal";
    private static final String STATE = HEADER + "state";
    private static final String TOPIC_ID = HEADER + "topic-id";
    private static final String BY = HEADER + "by";
    private static final String AT = HEADER + "at";
    private static final String REASON = HEADER + "reason";
    private static final String KEY = HEADER + "key";
    private static final String LISTENER = HEADER + "listener";
    private static final String GROUP = HEADER + "group";
    private static final String REDRIVES = HEADER + "redrives";
    private static final String EDITED = HEADER + "edited";
    private static final String TOMBSTONE = HEADER + "tombstone";
    private static final String YES = "true";
    private static final byte[] EMPTY = {};

    /**
     * The command to deliver a letter again.
     *
     * @param key the key of the letter; null if it has none
     * @param value the value of the letter, or the edited one; null if the letter is a tombstone
     * @param headers the headers of the letter, without those of entries
     * @param listener the id of the listener that gets it
     * @param group the full group of that listener
     * @param redrives the number of this redrive of the event; 1 for the first
     * @param edited whether the value differs from the letter's
     */
    public record Command(byte[] key, byte[] value, List<Header> headers, String listener, String group, int redrives,
            boolean edited) {

        /** Checks the target, and leaves out headers of entries, which would replace those of this one. */
        public Command {
            Objects.requireNonNull(listener, "listener");
            Objects.requireNonNull(group, "group");
            headers = headers.stream().filter(header -> !header.key().startsWith(HEADER)).toList();
        }
    }

    /** Checks that a command comes with its state, and only with that. */
    public JournalEntry {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        if ((command != null) != (state == LetterState.REDRIVEN)) {
            throw new IllegalArgumentException("An entry has a command if its state is REDRIVEN, not " + state);
        }
    }

    /** The journal of a dead-letter topic. */
    public static String journalOf(String deadLetterTopic) {
        return deadLetterTopic + SUFFIX;
    }

    /** The key of the entries of a letter. */
    public static byte[] key(int partition, long offset) {
        return bytes(partition + "@" + offset);
    }

    /** The record that removes the entries of a letter. */
    public static ProducerRecord<byte[], byte[]> removal(String journal, int partition, long offset) {
        return new ProducerRecord<>(journal, partition, key(partition, offset), null);
    }

    /** The entry that follows this one: the same letter in another state. */
    public JournalEntry followedBy(LetterState next, String instance, Instant time, String why) {
        return new JournalEntry(partition, offset, next, topicId, instance, time, why, null);
    }

    /** The record of this entry. */
    public ProducerRecord<byte[], byte[]> toRecord(String journal) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(journal, partition, key(partition, offset),
                command == null || command.value() == null ? EMPTY : command.value());
        Headers headers = record.headers();
        if (command != null) {
            command.headers().forEach(headers::add);
            add(headers, command);
        }
        add(headers, STATE, state.name().toLowerCase(Locale.ROOT));
        if (topicId != null) {
            add(headers, TOPIC_ID, topicId.toString());
        }
        add(headers, BY, by);
        add(headers, AT, at.toString());
        if (reason != null) {
            add(headers, REASON, reason);
        }
        return record;
    }

    private static void add(Headers headers, Command command) {
        if (command.key() != null) {
            headers.add(KEY, command.key());
        }
        if (command.value() == null) {
            add(headers, TOMBSTONE, YES);
        }
        if (command.edited()) {
            add(headers, EDITED, YES);
        }
        add(headers, LISTENER, command.listener());
        add(headers, GROUP, command.group());
        add(headers, REDRIVES, String.valueOf(command.redrives()));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    /**
     * Reads an entry.
     *
     * @return empty for a removal, and for a record that is no entry
     */
    public static Optional<JournalEntry> read(ConsumerRecord<byte[], byte[]> record) {
        long offset = offset(record);
        if (offset < 0 || record.value() == null) {
            return Optional.empty();
        }
        try {
            Headers headers = record.headers();
            LetterState state = LetterState.valueOf(text(headers, STATE).toUpperCase(Locale.ROOT));
            String id = text(headers, TOPIC_ID);
            return Optional.of(new JournalEntry(record.partition(), offset, state, id == null ? null : Uuid.fromString(id),
                    text(headers, BY), Instant.parse(text(headers, AT)), text(headers, REASON),
                    state == LetterState.REDRIVEN ? command(record) : null));
        } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
            // Some other client's: it must not stop those who read the journal.
            return Optional.empty();
        }
    }

    /** The offset of the letter that a record of the journal is about; negative if the record is no entry of its partition. */
    public static long offset(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        String prefix = record.partition() + "@";
        if (!key.startsWith(prefix)) {
            return -1;
        }
        try {
            return Long.parseLong(key.substring(prefix.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Command command(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Header key = headers.lastHeader(KEY);
        List<Header> all = new ArrayList<>();
        headers.forEach(all::add);
        return new Command(key == null ? null : key.value(),
                YES.equals(text(headers, TOMBSTONE)) ? null : record.value(), all, text(headers, LISTENER),
                text(headers, GROUP), Integer.parseInt(text(headers, REDRIVES)), YES.equals(text(headers, EDITED)));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
