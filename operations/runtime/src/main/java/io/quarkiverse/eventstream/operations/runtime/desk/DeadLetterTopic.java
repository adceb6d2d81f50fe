package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.List;
import java.util.Optional;

import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.Journal;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.LetterStates;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMatcher;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterView;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;

/**
 * A dead-letter topic and its journal, for one call.
 *
 * @param name the topic, without the prefix
 * @param id Kafka's id of the topic; null if the topic does not exist yet
 */
record DeadLetterTopic(DeskStream stream, String name, Uuid id) {

    /** Gets letters with their states. */
    @FunctionalInterface
    interface Visitor {

        /** Returns whether to read on. */
        boolean visit(LetterRecord letter, LetterState state);
    }

    /**
     * Finds a topic.
     *
     * @throws IllegalArgumentException if there is no such topic, and no listener that would write letters to it
     */
    static DeadLetterTopic find(DeskStream stream, String name) {
        String full = stream.names().fullTopic(name);
        Uuid id = idOf(stream, full);
        if (id == null && !stream.deadLetterTopics().contains(full)) {
            throw new IllegalArgumentException(
                    "There is no topic " + full + ", and no listener has it as its dead-letter topic."
                            + " Those of the listeners: " + stream.deadLetterTopics());
        }
        return new DeadLetterTopic(stream, name, id);
    }

    private static Uuid idOf(DeskStream stream, String full) {
        return stream.await(stream.broker().topicId(full), "the id of the topic " + full).orElse(null);
    }

    boolean exists() {
        return id != null;
    }

    String fullName() {
        return stream.names().fullTopic(name);
    }

    String journalName() {
        return JournalEntry.journalOf(fullName());
    }

    LetterView view() {
        return new LetterView(name, stream.names(), stream.codec());
    }

    /** All letters that are there now, open. */
    LetterStates openStates() {
        if (!exists()) {
            return new LetterStates(List.of(), null);
        }
        try (TopicReader reader = TopicReader.withoutValues(stream.broker(), fullName(), stream.timeout())) {
            return new LetterStates(reader.sections(), id);
        }
    }

    /** The states of all letters that are there now. */
    LetterStates states() {
        LetterStates states = openStates();
        journal().readInto(states);
        return states;
    }

    Journal journal() {
        boolean isWritten = exists() && idOf(stream, journalName()) != null;
        return new Journal(stream.broker(), journalName(), isWritten, stream.timeout());
    }

    /**
     * Visits the letters that match.
     *
     * @param withValues whether the visitor needs their values
     */
    void scan(LetterStates states, LetterMatcher matcher, boolean withValues, Visitor visitor) {
        List<Section> sections = matcher.narrowed(states.letters());
        if (sections.stream().allMatch(Section::isEmpty)) {
            return;
        }
        try (TopicReader reader = withValues || matcher.needsValues()
                ? TopicReader.open(stream.broker(), fullName(), stream.timeout())
                : TopicReader.withoutValues(stream.broker(), fullName(), stream.timeout())) {
            scan(reader, sections, states, matcher, visitor);
        }
    }

    /** Visits the letters of sections that match. */
    static void scan(TopicReader reader, List<Section> sections, LetterStates states, LetterMatcher matcher, Visitor visitor) {
        reader.read(sections, record -> {
            LetterRecord letter = new LetterRecord(record);
            LetterState state = states.get(record.partition(), record.offset());
            return !matcher.matches(letter, state) || visitor.visit(letter, state);
        });
    }

    /** A letter by its coordinates. */
    Optional<LetterRecord> read(LetterStates states, int partition, long offset) {
        List<Section> section = states.letters().stream()
                .filter(each -> each.partition() == partition && each.contains(offset))
                .map(each -> each.startingAt(offset).endingAt(offset + 1)).toList();
        LetterRecord[] found = new LetterRecord[1];
        if (!section.isEmpty()) {
            try (TopicReader reader = TopicReader.open(stream.broker(), fullName(), stream.timeout())) {
                reader.read(section, record -> {
                    found[0] = new LetterRecord(record);
                    return false;
                });
            }
        }
        return Optional.ofNullable(found[0]);
    }
}
