package io.quarkiverse.eventstream.operations.runtime.journal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;

/**
 * The states of the letters that are in a dead-letter topic now. Collects stale entries, which are about letters that are there no more:
 * retention has deleted them, or they were in a topic of the same name that was deleted. Not thread-safe.
 */
public final class LetterStates {

    /** The stale entries that are removed with one write. */
    private static final int MOST_STALE = 500;

    private record Key(int partition, long offset) {}

    private final Uuid topicId;
    private final Map<Integer, PartitionStates> partitions = new HashMap<>();
    private final Set<Key> stale = new LinkedHashSet<>();

    /**
     * All letters open.
     *
     * @param letters the sections of the dead-letter topic
     * @param topicId the id of the dead-letter topic; null if it is not known
     */
    public LetterStates(List<Section> letters, Uuid topicId) {
        this.topicId = topicId;
        letters.forEach(section -> partitions.put(section.partition(), new PartitionStates(section)));
    }

    /** The id of the dead-letter topic; null if it is not known. */
    public Uuid topicId() {
        return topicId;
    }

    /** The letters, partition by partition. */
    public List<Section> letters() {
        return partitions.values().stream().map(PartitionStates::letters).toList();
    }

    /** Takes the next record of the journal into account. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        long offset = JournalEntry.offset(record);
        PartitionStates of = partitions.get(record.partition());
        if (offset < 0 || of == null) {
            return;
        }
        Key key = new Key(record.partition(), offset);
        if (record.value() == null) {
            stale.remove(key);
            if (of.letters().contains(offset)) {
                of.remove(offset);
            }
            return;
        }
        JournalEntry.read(record).ifPresent(entry -> {
            if (isStale(entry, of.letters())) {
                if (stale.size() < MOST_STALE) {
                    stale.add(key);
                }
            } else if (of.letters().contains(offset)) {
                stale.remove(key);
                of.set(offset, entry.state());
            }
        });
    }

    private boolean isStale(JournalEntry entry, Section letters) {
        return entry.offset() < letters.from() || isOfOtherTopic(entry);
    }

    /** Whether an entry is about a letter of a deleted topic. */
    boolean isOfOtherTopic(JournalEntry entry) {
        return topicId != null && entry.topicId() != null && !topicId.equals(entry.topicId());
    }

    /** The state of a letter of {@link #letters}. */
    public LetterState get(int partition, long offset) {
        return partitions.get(partition).get(offset);
    }

    /** Whether the journal has an entry about a letter of {@link #letters}. */
    boolean hasEntry(int partition, long offset) {
        return partitions.get(partition).hasEntry(offset);
    }

    /** An entry was written. */
    public void set(int partition, long offset, LetterState state) {
        partitions.get(partition).set(offset, state);
    }

    /** The number of letters in each state. */
    public Map<LetterState, Long> counts() {
        Map<LetterState, Long> counts = new EnumMap<>(LetterState.class);
        for (LetterState state : LetterState.values()) {
            counts.put(state, partitions.values().stream().mapToLong(of -> of.count(state)).sum());
        }
        return counts;
    }

    /** The records that remove stale entries, some of them if there are many. */
    public List<ProducerRecord<byte[], byte[]>> removals(String journal) {
        List<ProducerRecord<byte[], byte[]>> removals = new ArrayList<>();
        stale.forEach(key -> removals.add(JournalEntry.removal(journal, key.partition(), key.offset())));
        return removals;
    }

    /** The removals were written. */
    public void removed() {
        stale.clear();
    }
}
