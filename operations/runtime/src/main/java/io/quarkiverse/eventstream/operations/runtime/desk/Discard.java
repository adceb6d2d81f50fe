package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMatcher;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;

/** Discards open letters, in batches. Not thread-safe. */
final class Discard {

    private static final int BATCH = 500;

    private final DeadLetterTopic topic;
    private final LetterMatcher matcher;
    private final String by;
    private final String reason;
    private long discarded;

    Discard(DeadLetterTopic topic, LetterFilter filter, String by, String reason) {
        this.topic = topic;
        this.matcher = new LetterMatcher(filter, topic.view());
        this.by = by;
        this.reason = reason;
    }

    /** Returns the number of letters that were discarded. */
    long run() {
        JournalWriter.exclusively(topic, Turns.inForeground(), this::discard);
        return discarded;
    }

    private void discard(JournalWriter writer) {
        List<JournalEntry> batch = new ArrayList<>();
        topic.scan(writer.states(), matcher, false, (letter, state) -> {
            if (state == LetterState.OPEN) {
                batch.add(entry(letter, writer));
            }
            if (batch.size() >= BATCH) {
                write(batch, writer);
            }
            return true;
        });
        write(batch, writer);
    }

    private void write(List<JournalEntry> batch, JournalWriter writer) {
        writer.write(batch);
        discarded += batch.size();
        batch.clear();
    }

    private JournalEntry entry(LetterRecord letter, JournalWriter writer) {
        return new JournalEntry(letter.record().partition(), letter.record().offset(), LetterState.DISCARDED,
                writer.states().topicId(), by, Instant.now(), reason, null);
    }
}
