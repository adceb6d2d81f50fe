package io.quarkiverse.eventstream.operations.runtime.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;
import io.quarkiverse.eventstream.spi.Broker;

/**
 * The open letters of a dead-letter topic, by listener. Each count reads what is new of the topic and of its journal, without values. Not
 * thread-safe.
 */
final class TopicCount {

    /** The listener of letters that name none. */
    static final String UNKNOWN = "unknown";
    /** Names come from records: there may be any number. */
    static final int MOST_LISTENERS = 500;
    /** The listener of letters that name one too many. */
    static final String OTHERS = "others";

    private final Broker broker;
    private final String topic;
    private final Uuid id;
    /** Null until it is known. */
    private Uuid journalId;
    private final Duration patience;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final long[] open = new long[MOST_LISTENERS + 1];
    private final Map<Integer, PartitionCount> partitions = new HashMap<>();
    /** By partition: where the journal continues. */
    private final Map<Integer, Long> journalPositions = new HashMap<>();

    /**
     * Has counted nothing yet.
     *
     * @param topic the full topic, which exists
     * @param id Kafka's id of it: a topic of another id needs another count
     * @param patience how long the broker may take for an answer
     */
    TopicCount(Broker broker, String topic, Uuid id, Duration patience) {
        this.broker = broker;
        this.topic = topic;
        this.id = id;
        this.patience = patience;
    }

    /** Whether topic and journal are those that it has counted: others, of the same names, may have taken their place. */
    boolean isOf(Uuid topicId, Uuid journal) {
        return id.equals(topicId) && (journalId == null || journalId.equals(journal));
    }

    /**
     * Counts what is new.
     *
     * @param journal Kafka's id of the journal; null if there is none
     */
    void update(Uuid journal) {
        if (journal == null) {
            readLetters();
            return;
        }
        journalId = journal;
        try (TopicReader reader = TopicReader.withoutValues(broker, JournalEntry.journalOf(topic), patience)) {
            // Before the letters: then an entry that is read is about a letter that is known.
            List<Section> entries = reader.sections();
            readLetters();
            List<Section> news = entries.stream()
                    .map(section -> section.startingAt(journalPositions.getOrDefault(section.partition(), 0L))).toList();
            reader.read(news, record -> {
                add(record);
                return true;
            });
            entries.forEach(section -> journalPositions.put(section.partition(), section.to()));
        }
    }

    private void readLetters() {
        try (TopicReader reader = TopicReader.withoutValues(broker, topic, patience)) {
            List<Section> news = new ArrayList<>();
            for (Section section : reader.sections()) {
                PartitionCount count = partitions.computeIfAbsent(section.partition(),
                        absent -> new PartitionCount(section.from()));
                count.startAt(section.from(), open);
                news.add(section.startingAt(count.to()));
            }
            reader.read(news, record -> {
                partitions.get(record.partition()).add(record.offset(), number(new LetterRecord(record).listener()), open);
                return true;
            });
            news.forEach(section -> partitions.get(section.partition()).readUpTo(section.to()));
        }
    }

    private int number(String listener) {
        String name = listener == null ? UNKNOWN : listener;
        if (!numbers.containsKey(name) && numbers.size() >= MOST_LISTENERS) {
            name = OTHERS;
        }
        return numbers.computeIfAbsent(name, absent -> numbers.size());
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        PartitionCount count = partitions.get(record.partition());
        long offset = JournalEntry.offset(record);
        if (count == null || offset < 0) {
            return;
        }
        if (record.value() == null) {
            count.set(offset, LetterState.OPEN, open);
        }
        JournalEntry.read(record).filter(entry -> entry.topicId() == null || entry.topicId().equals(id))
                .ifPresent(entry -> count.set(offset, entry.state(), open));
    }

    /** The number of open letters of each listener that has, or had, any. */
    Map<String, Long> open() {
        Map<String, Long> byListener = new TreeMap<>();
        numbers.forEach((listener, number) -> byListener.put(listener, open[number]));
        return byListener;
    }
}
