package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.runtime.journal.Journal;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.LetterStates;
import io.quarkiverse.eventstream.spi.ExclusiveWriter;
import io.quarkiverse.eventstream.spi.WriterFencedException;

/**
 * Writes the entries of operators to a journal, as the only one: the writer is opened first, which fences every other one, and the states are
 * read after that. So the states on which a decision depends have the entries of all other operators. Confined to one thread.
 */
final class JournalWriter implements AutoCloseable {

    /** How often in a row other desks may interrupt the work before it has written anything. */
    private static final int MOST_INTERRUPTIONS = 10;

    private final String journal;
    private final ExclusiveWriter writer;
    private final LetterStates states;
    private boolean hasWritten;

    private JournalWriter(String journal, ExclusiveWriter writer, LetterStates states) {
        this.journal = journal;
        this.writer = writer;
        this.states = states;
    }

    /**
     * Does the work. If another desk interrupts it, it begins again with the states that are known then; it must do nothing twice.
     *
     * @param turns when to begin again
     */
    static void exclusively(DeadLetterTopic topic, Turns turns, Consumer<JournalWriter> work) {
        int interruptions = 0;
        while (true) {
            long began = System.nanoTime();
            try (JournalWriter writer = open(topic)) {
                turns.took(System.nanoTime() - began);
                try {
                    work.accept(writer);
                    return;
                } catch (WriterFencedException e) {
                    interruptions = writer.hasWritten ? 0 : interruptions + 1;
                    if (interruptions >= MOST_INTERRUPTIONS) {
                        throw e;
                    }
                }
            }
            turns.await(interruptions);
        }
    }

    private static JournalWriter open(DeadLetterTopic topic) {
        DeskStream stream = topic.stream();
        String journal = topic.journalName();
        stream.await(stream.topics().createCompactedTopic(journal, topic.fullName()), "the topic " + journal);
        ExclusiveWriter writer = stream.topics().openWriter(journal, stream.timeout())
                .orElseThrow(
                        () -> new EventStreamException("This stream has no exclusive writers, so that letters can be read, but"
                                + " neither redriven nor discarded"));
        try {
            LetterStates states = topic.openStates();
            new Journal(stream.broker(), journal, true, stream.timeout()).readAllInto(states);
            return new JournalWriter(journal, writer, states);
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    /** The states of letters, including what this has written. */
    LetterStates states() {
        return states;
    }

    /** Writes entries, all or none, and removes stale ones. */
    void write(List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(states.removals(journal));
        entries.forEach(entry -> records.add(entry.toRecord(journal)));
        writer.write(records);
        hasWritten = true;
        states.removed();
        entries.forEach(entry -> states.set(entry.partition(), entry.offset(), entry.state()));
    }

    @Override
    public void close() {
        writer.close();
    }
}
