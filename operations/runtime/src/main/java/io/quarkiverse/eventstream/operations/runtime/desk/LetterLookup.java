package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterStatus;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.LetterStates;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterView;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;

/** Finds a letter, what became of it, and the letter that followed it. */
record LetterLookup(DeadLetterTopic topic) {

    Optional<Letter> find(LetterId id) {
        LetterStates states = topic.states();
        return topic.read(states, id.partition(), id.offset()).map(letter -> {
            Map<LetterId, JournalEntry> entries = topic.journal().details(List.of(id), states);
            LetterStatus status = LetterView.status(entries.get(id));
            return topic.view().letter(letter, status,
                    status.state() == LetterState.FAILED ? next(id, letter, states) : null);
        });
    }

    /** The letter that names this one, which was written later. Null if retention has deleted it. */
    private LetterId next(LetterId id, LetterRecord letter, LetterStates states) {
        String coordinates = new LetterId(topic.fullName(), id.partition(), id.offset()).toString();
        LetterId[] found = new LetterId[1];
        try (TopicReader reader = TopicReader.withoutValues(topic.stream().broker(), topic.fullName(),
                topic.stream().timeout())) {
            List<Section> later = reader.since(Instant.ofEpochMilli(letter.record().timestamp()), states.letters());
            reader.read(later, record -> {
                if (coordinates.equals(new LetterRecord(record).text("previous"))) {
                    found[0] = topic.view().id(record);
                }
                return found[0] == null;
            });
        }
        return found[0];
    }
}
