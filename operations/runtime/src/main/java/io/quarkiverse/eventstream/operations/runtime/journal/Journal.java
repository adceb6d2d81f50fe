package io.quarkiverse.eventstream.operations.runtime.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;
import io.quarkiverse.eventstream.spi.Broker;

/**
 * Reads a journal, once for the states of all letters, and again for the details of a few.
 *
 * @param topic the full topic of the journal
 * @param exists whether it is known to exist; without an entry, it need not
 * @param patience how long the broker may take for an answer
 */
public record Journal(Broker broker, String topic, boolean exists, Duration patience) {

    /** Reads the states of letters. */
    public void readInto(LetterStates states) {
        if (exists) {
            try (TopicReader reader = TopicReader.withoutValues(broker, topic, patience)) {
                int partitions = states.letters().size();
                read(reader, reader.sections().stream().filter(section -> section.partition() < partitions).toList(), states);
            }
        }
    }

    /**
     * Reads the states of letters to decide what to write. Fails if it can't read each partition of letters: a broker that has not heard of
     * the journal yet must not make all letters look open.
     */
    public void readAllInto(LetterStates states) {
        try (TopicReader reader = TopicReader.withoutValues(broker, topic, patience)) {
            read(reader, reader.sections(states.letters().size()), states);
        }
    }

    private static void read(TopicReader reader, List<Section> sections, LetterStates states) {
        reader.read(sections, record -> {
            states.add(record);
            return true;
        });
    }

    /** The last entries of letters, by partition and offset: those that have one. */
    public Map<LetterId, JournalEntry> details(Collection<LetterId> letters, LetterStates states) {
        Map<LetterId, JournalEntry> found = new HashMap<>();
        Set<LetterId> wanted = letters.stream().filter(id -> states.hasEntry(id.partition(), id.offset()))
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return found;
        }
        String lettersTopic = wanted.iterator().next().topic();
        Set<Integer> partitions = wanted.stream().map(LetterId::partition).collect(Collectors.toSet());
        try (TopicReader reader = TopicReader.withoutValues(broker, topic, patience)) {
            List<Section> sections = reader.sections().stream().filter(section -> partitions.contains(section.partition()))
                    .toList();
            reader.read(sections, record -> {
                long offset = JournalEntry.offset(record);
                if (offset >= 0) {
                    LetterId id = new LetterId(lettersTopic, record.partition(), offset);
                    if (wanted.contains(id)) {
                        JournalEntry.read(record).filter(entry -> !states.isOfOtherTopic(entry))
                                .ifPresent(entry -> found.put(id, entry));
                    }
                }
                return true;
            });
        }
        return found;
    }
}
