package io.quarkiverse.eventstream.operations.runtime.redrive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterOrigin;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry.Command;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.subscribe.CommandTopic;
import io.quarkiverse.eventstream.runtime.subscribe.Completion;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * The commands in the journal of a dead-letter topic to one group: each redrives a letter to the listener that it names. The listener gets
 * the record that it had given up. The outcome is written to the journal. Thread-safe.
 *
 * @param topic the dead-letter topic, with the prefix
 * @param group the group whose commands these are, with the prefix
 * @param instance this instance of the service, for the journal
 * @param completed the commands to be left out
 */
record RedriveCommands(String topic, String group, String instance, StreamConnection connection,
        AtomicReference<CompletedCommands> completed)
        implements
            CommandTopic {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    RedriveCommands(String topic, String group, String instance, StreamConnection connection) {
        this(topic, group, instance, connection, new AtomicReference<>(CompletedCommands.none()));
    }

    @Override
    public Optional<Listener> recipient(ConsumerRecord<byte[], byte[]> record, List<Listener> listeners) {
        return JournalEntry.read(record).map(JournalEntry::command).filter(command -> command.group().equals(group))
                .filter(command -> !completed.get().contains(record)).map(command -> listeners.stream()
                        .filter(listener -> listener.spec().id().equals(command.listener())).findFirst()
                        .orElseGet(() -> MissingListener.of(command.listener())));
    }

    @Override
    public ConsumerRecord<byte[], byte[]> delivered(ConsumerRecord<byte[], byte[]> record) {
        JournalEntry entry = entry(record);
        Command command = entry.command();
        Headers own = new RecordHeaders();
        command.headers().stream().filter(header -> !header.key().startsWith(DeadLetter.HEADER)).forEach(own::add);
        own.add(DeadLetter.REDRIVEN_LETTER, bytes(new LetterId(topic, entry.partition(), entry.offset()).toString()));
        own.add(DeadLetter.REDRIVES, bytes(String.valueOf(command.redrives())));
        // A command has the headers of its letter; one that another client wrote does not say where it came from.
        LetterOrigin origin = new LetterRecord(record).origin().filter(from -> from.timestamp() != null)
                .orElseGet(() -> new LetterOrigin(topic, entry.partition(), entry.offset(),
                        Instant.ofEpochMilli(record.timestamp())));
        return new ConsumerRecord<>(origin.topic(), origin.partition(), origin.offset(), origin.timestamp().toEpochMilli(),
                TimestampType.CREATE_TIME, size(command.key()), size(command.value()), command.key(), command.value(), own,
                Optional.empty());
    }

    private static int size(byte[] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JournalEntry entry(ConsumerRecord<byte[], byte[]> record) {
        return JournalEntry.read(record).orElseThrow(() -> new IllegalArgumentException("No entry of a journal: " + record));
    }

    @Override
    public CompletionStage<Void> completed(ConsumerRecord<byte[], byte[]> record, Completion completion) {
        JournalEntry entry = entry(record);
        JournalEntry next = entry.followedBy(state(completion), instance, Instant.now(),
                reason(completion, entry.command().listener()));
        CompletableFuture<Void> written = new CompletableFuture<>();
        connection.send(next.toRecord(JournalEntry.journalOf(topic)), TIMEOUT, (where, error) -> {
            if (error == null) {
                written.complete(null);
            } else {
                written.completeExceptionally(error);
            }
        });
        return written;
    }

    private static LetterState state(Completion completion) {
        return switch (completion) {
            case SUCCEEDED, SKIPPED -> LetterState.RESOLVED;
            case DEAD_LETTERED -> LetterState.FAILED;
            case NOT_CONCERNED, CANCELLED -> LetterState.OPEN;
        };
    }

    private static String reason(Completion completion, String listener) {
        return switch (completion) {
            case SUCCEEDED, DEAD_LETTERED -> null;
            case SKIPPED -> "The failure policy of the listener " + listener + " has skipped the event";
            case NOT_CONCERNED -> "This instance has no listener " + listener + ", or one for other events";
            case CANCELLED -> "The listener " + listener + " was cancelled";
        };
    }
}
