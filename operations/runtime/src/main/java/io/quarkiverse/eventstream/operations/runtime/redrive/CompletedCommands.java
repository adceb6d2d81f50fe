package io.quarkiverse.eventstream.operations.runtime.redrive;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;
import io.quarkiverse.eventstream.spi.Broker;

/**
 * The commands of a journal that are completed, although the group has not committed their offsets: because an instance has crashed between
 * the outcome and the commit, or because the committed offsets of a group that was away for long have expired. A later entry of the same
 * letter says so. Read once, before the journal is consumed. Immutable.
 *
 * @param lastEntries the offset of the last entry of each letter
 */
record CompletedCommands(Map<Letter, Long> lastEntries) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The coordinates of a letter in its topic. */
    private record Letter(int partition, long offset) {

        static Letter of(ConsumerRecord<byte[], byte[]> entry) {
            return new Letter(entry.partition(), JournalEntry.offset(entry));
        }
    }

    static CompletedCommands none() {
        return new CompletedCommands(Map.of());
    }

    /** Reads what a group has not committed of a journal. Blocks. */
    static CompletedCommands read(Broker broker, String journal, String group) {
        Map<Letter, Long> last = new HashMap<>();
        try (TopicReader reader = TopicReader.withoutValues(broker, journal, group, PATIENCE)) {
            reader.read(reader.uncommitted(reader.sections()), entry -> {
                last.put(Letter.of(entry), entry.offset());
                return true;
            });
        }
        return new CompletedCommands(last);
    }

    /** Whether an entry of the same letter followed a command. */
    boolean contains(ConsumerRecord<byte[], byte[]> command) {
        return lastEntries.getOrDefault(Letter.of(command), -1L) > command.offset();
    }
}
