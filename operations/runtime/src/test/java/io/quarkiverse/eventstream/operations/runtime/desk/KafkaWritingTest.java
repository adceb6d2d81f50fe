package io.quarkiverse.eventstream.operations.runtime.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveRefusal;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.test.StandaloneStream;

class KafkaWritingTest extends WritingTests {

    KafkaWritingTest() {
        super(new Cluster.OfKafka());
    }

    @Test
    void aTopicThatIsCreatedAgainBeginsWithOpenLetters() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "A", 1));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.open(), "ada", "known");

        SharedBroker.deleteTopic(fullTopic);
        await().until(() -> connect().broker().orElseThrow().topicId(fullTopic).toCompletableFuture().join().isEmpty());
        createTopic(fullTopic, 1);
        SharedBroker.writeAfresh(IntStream.range(2, 5).mapToObj(i -> TestLetter.of("bill", "A", i).in(fullTopic)).toList());

        assertThat(ids(desk, LetterFilter.open())).hasSize(3);
        completed(desk.redrive(topic, LetterFilter.of(id(0, 2)), BY_ADA));
        assertThat(removedOffsets()).containsExactly(0L, 1L);
        assertThat(ids(desk, LetterFilter.open())).containsExactly(id(0, 0), id(0, 1));
    }

    @Test
    void theEntriesOfLettersThatRetentionHasDeletedAreRemoved() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "A", 1), TestLetter.of("bill", "A", 2),
                TestLetter.of("bill", "A", 3));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.of(id(0, 0), id(0, 1), id(0, 2)), "ada", "known");

        SharedBroker.deleteRecords(fullTopic, 0, 2);

        assertThat(ids(desk, LetterFilter.all())).containsExactly(id(0, 2), id(0, 3));
        assertThat(desk.letter(id(0, 0))).isEmpty();
        assertThat(desk.topics().get(0).count(LetterState.DISCARDED)).isEqualTo(1);
        assertThat(removedOffsets()).isEmpty();
        completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));
        assertThat(removedOffsets()).containsExactly(0L, 1L);
        assertThat(state(desk, id(0, 2))).isEqualTo(LetterState.DISCARDED);
    }

    private List<Long> removedOffsets() {
        return records(journal).stream().filter(record -> record.value() == null).map(JournalEntry::offset).toList();
    }

    @Test
    void theJournalIsCompactedAndGrowsWithTheTopic() {
        write(1, TestLetter.of("bill", "A", 0));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.open(), "ada", "known");

        assertThat(SharedBroker.setting(journal, "cleanup.policy")).isEqualTo("compact");
        SharedBroker.addPartitions(fullTopic, 3);
        append(TestLetter.of("bill", "A", 1).partition(2));
        assertThat(ids(desk, LetterFilter.open())).containsExactly(id(2, 0));
        completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));
        assertThat(state(desk, id(2, 0))).isEqualTo(LetterState.REDRIVEN);
        assertThat(state(desk, id(0, 0))).isEqualTo(LetterState.DISCARDED);
    }

    @Test
    void aJournalThatIsNotCompactedIsRefused() {
        write(1, TestLetter.of("bill", "A", 0));
        SharedBroker.createTopic(journal, 1);

        assertThatThrownBy(() -> desk().discard(topic, LetterFilter.open(), "ada", "known"))
                .isInstanceOf(EventStreamException.class).hasMessageContaining("cleanup.policy").hasMessageContaining(journal);
    }

    @Test
    void aStreamThatReadsUncommittedRecordsDiscardsNothing() {
        write(1, TestLetter.of("bill", "A", 0));
        try (StandaloneStream uncommitted = stream().property("kafka.consumer.\"isolation.level\"", "read_uncommitted")
                .open()) {
            StreamDesk desk = desk(uncommitted.connection());

            assertThatThrownBy(() -> desk.discard(topic, LetterFilter.open(), "ada", "known"))
                    .isInstanceOf(EventStreamException.class).hasMessageContaining("read_uncommitted");
        }
    }

    @Test
    void aLetterThatIsTooLargeForTheJournalLeavesTheOthersAlone() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "A", 1).value(large()), TestLetter.of("bill", "A", 2));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.of(id(0, 2)), "ada", "known");
        SharedBroker.set(journal, "max.message.bytes", "20000");

        Redrive redrive = completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));

        assertThat(redrive.redriven()).isEqualTo(1);
        assertThat(redrive.refused()).isEqualTo(Map.of(RedriveRefusal.TOO_LARGE, 1L));
        assertThat(ids(desk, LetterFilter.open())).containsExactly(id(0, 1));
    }

    /** Random, so that it can't be compressed. */
    private static String large() {
        byte[] bytes = new byte[60_000];
        new Random(42).nextBytes(bytes);
        return TestLetter.event("orderCreated", 1).replace("\"shop\"", "\"" + HexFormat.of().formatHex(bytes) + "\"");
    }
}
