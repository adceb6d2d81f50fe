package io.quarkiverse.eventstream.operations.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry.Command;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;

class LetterStatesTest {

    private static final String JOURNAL = "orders.dlq.journal";
    private static final Uuid ID = Uuid.randomUuid();
    private static final Uuid OTHER = Uuid.randomUuid();

    /** Offsets 100 to 109 of partition 0, and none of partition 1. */
    private final LetterStates states = new LetterStates(List.of(new Section(0, 100, 110), new Section(1, 7, 7)), ID);

    private void add(ProducerRecord<byte[], byte[]> record) {
        states.add(new ConsumerRecord<>(JOURNAL, record.partition(), 0, 0, TimestampType.CREATE_TIME, 0, 0, record.key(),
                record.value(), record.headers(), Optional.empty()));
    }

    private void add(long offset, LetterState state, Uuid topicId) {
        Command command = state == LetterState.REDRIVEN
                ? new Command(null, new byte[0], List.of(), "bill", "g", 1, false)
                : null;
        add(new JournalEntry(0, offset, state, topicId, "ada", Instant.EPOCH, null, command).toRecord(JOURNAL));
    }

    private List<Long> removals() {
        return states.removals(JOURNAL).stream()
                .map(removal -> Long.parseLong(new String(removal.key()).substring("0@".length()))).toList();
    }

    @Test
    void lettersAreOpenUntilAnEntrySaysOtherwise() {
        add(101, LetterState.DISCARDED, ID);
        add(102, LetterState.REDRIVEN, ID);

        assertThat(states.get(0, 100)).isEqualTo(LetterState.OPEN);
        assertThat(states.get(0, 101)).isEqualTo(LetterState.DISCARDED);
        assertThat(states.get(0, 102)).isEqualTo(LetterState.REDRIVEN);
        assertThat(states.hasEntry(0, 100)).isFalse();
        assertThat(states.hasEntry(0, 101)).isTrue();
    }

    @Test
    void theLastEntryCounts() {
        add(101, LetterState.REDRIVEN, ID);
        add(101, LetterState.FAILED, ID);
        add(102, LetterState.REDRIVEN, ID);
        add(102, LetterState.OPEN, ID);
        add(103, LetterState.DISCARDED, ID);
        add(JournalEntry.removal(JOURNAL, 0, 103));

        assertThat(states.get(0, 101)).isEqualTo(LetterState.FAILED);
        assertThat(states.get(0, 102)).isEqualTo(LetterState.OPEN);
        assertThat(states.hasEntry(0, 102)).isTrue();
        assertThat(states.get(0, 103)).isEqualTo(LetterState.OPEN);
        assertThat(states.hasEntry(0, 103)).isFalse();
    }

    @Test
    void countsAreThoseOfTheLettersThatAreThere() {
        add(101, LetterState.RESOLVED, ID);
        add(102, LetterState.RESOLVED, ID);
        add(103, LetterState.OPEN, ID);
        add(99, LetterState.DISCARDED, ID);
        states.set(0, 104, LetterState.REDRIVEN);

        assertThat(states.counts()).isEqualTo(Map.of(LetterState.OPEN, 7L, LetterState.REDRIVEN, 1L, LetterState.RESOLVED, 2L,
                LetterState.FAILED, 0L, LetterState.DISCARDED, 0L));
    }

    @Test
    void entriesOfLettersThatRetentionHasDeletedAreStale() {
        add(98, LetterState.DISCARDED, ID);
        add(99, LetterState.RESOLVED, ID);
        add(100, LetterState.RESOLVED, ID);

        assertThat(removals()).containsExactly(98L, 99L);
        states.removed();
        assertThat(removals()).isEmpty();
    }

    @Test
    void entriesOfADeletedTopicAreIgnoredAndStale() {
        add(101, LetterState.DISCARDED, OTHER);
        add(102, LetterState.DISCARDED, OTHER);
        add(102, LetterState.RESOLVED, ID);

        assertThat(states.get(0, 101)).isEqualTo(LetterState.OPEN);
        assertThat(states.get(0, 102)).isEqualTo(LetterState.RESOLVED);
        assertThat(removals()).containsExactly(101L);
    }

    @Test
    void entriesThatWereRemovedAreNotRemovedAgain() {
        add(98, LetterState.DISCARDED, ID);
        add(JournalEntry.removal(JOURNAL, 0, 98));

        assertThat(removals()).isEmpty();
    }

    @Test
    void anEntryWithoutIdCounts() {
        add(101, LetterState.DISCARDED, null);

        assertThat(states.get(0, 101)).isEqualTo(LetterState.DISCARDED);
    }

    @Test
    void withoutAnIdOfTheTopicAllEntriesCount() {
        LetterStates unknown = new LetterStates(List.of(new Section(0, 0, 2)), null);
        ProducerRecord<byte[], byte[]> record = new JournalEntry(0, 1, LetterState.DISCARDED, OTHER, "ada", Instant.EPOCH, null,
                null).toRecord(JOURNAL);
        unknown.add(new ConsumerRecord<>(JOURNAL, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, record.key(), record.value(),
                record.headers(), Optional.empty()));

        assertThat(unknown.get(0, 1)).isEqualTo(LetterState.DISCARDED);
    }

    @Test
    void entriesOfLettersThatAreNotThereYetAreLeftAlone() {
        add(110, LetterState.DISCARDED, ID);
        add(Long.MAX_VALUE, LetterState.DISCARDED, ID);

        assertThat(states.counts().get(LetterState.OPEN)).isEqualTo(10);
        assertThat(removals()).isEmpty();
    }

    @Test
    void theRemovalsOfOneWriteAreBounded() {
        LetterStates many = new LetterStates(List.of(new Section(0, 2000, 2000)), ID);
        for (int i = 0; i < 1000; i++) {
            ProducerRecord<byte[], byte[]> record = new JournalEntry(0, i, LetterState.RESOLVED, ID, "ada", Instant.EPOCH, null,
                    null)
                    .toRecord(JOURNAL);
            many.add(new ConsumerRecord<>(JOURNAL, 0, i, 0, TimestampType.CREATE_TIME, 0, 0, record.key(), record.value(),
                    record.headers(), Optional.empty()));
        }

        assertThat(many.removals(JOURNAL)).hasSize(500);
    }

    @Test
    void recordsOfOthersAreIgnored() {
        add(new ProducerRecord<>(JOURNAL, 0, "0@101".getBytes(), "hello".getBytes()));
        add(new ProducerRecord<>(JOURNAL, 0, null, "hello".getBytes()));
        add(new ProducerRecord<>(JOURNAL, 5, "5@101".getBytes(), null));

        assertThat(states.counts().get(LetterState.OPEN)).isEqualTo(10);
    }
}
