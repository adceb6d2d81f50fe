package io.quarkiverse.eventstream.operations.runtime.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.quarkiverse.eventstream.operations.RedriveRefusal;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;

/** Redrives and discards letters. */
abstract class WritingTests extends DeskTests {

    WritingTests(Cluster cluster) {
        super(cluster);
    }

    private static TestLetter[] letters(int count) {
        return IntStream.range(0, count).mapToObj(i -> TestLetter.of("bill", "A", i).partition(i % 2))
                .toArray(TestLetter[]::new);
    }

    /** The letters that were redriven, each as often as it was. */
    private List<LetterId> redriven() {
        return entries().stream().filter(entry -> entry.state() == LetterState.REDRIVEN)
                .map(entry -> id(entry.partition(), entry.offset())).toList();
    }

    private static Throwable failure(Redrive redrive) {
        try {
            redrive.completion().toCompletableFuture().join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }

    @Test
    void oneLetterIsRedrivenWithAllThatItHas() {
        write(2, letters(4));
        StreamDesk desk = desk();

        Redrive redrive = completed(
                desk.redrive(topic, LetterFilter.of(id(1, 1)),
                        RedriveOptions.by("ada").reason("customer is there now").build()));

        assertThat(redrive.topic()).isEqualTo(topic);
        assertThat(redrive.redriven()).isEqualTo(1);
        assertThat(redrive.refused()).isEmpty();
        JournalEntry entry = entries().get(0);
        assertThat(entries()).hasSize(1);
        assertThat(entry).extracting(JournalEntry::partition, JournalEntry::offset, JournalEntry::state, JournalEntry::by,
                JournalEntry::reason).containsExactly(1, 1L, LetterState.REDRIVEN, "ada", "customer is there now");
        assertThat(entry.topicId()).isNotNull();
        assertThat(entry.command().listener()).isEqualTo("bill");
        assertThat(entry.command().group()).isEqualTo("prod.billing");
        assertThat(entry.command().redrives()).isEqualTo(1);
        assertThat(entry.command().edited()).isFalse();
        assertThat(new String(entry.command().key(), UTF_8)).isEqualTo("key-3");
        assertThat(new String(entry.command().value(), UTF_8)).isEqualTo(TestLetter.event("orderCreated", 3));
        assertThat(entry.command().headers()).extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .contains("origin=a test", "eventstream.name=orderCreated", "eventstream.dead-letter.message=message 3");
        assertThat(letter(desk, id(1, 1)).status()).satisfies(status -> {
            assertThat(status.state()).isEqualTo(LetterState.REDRIVEN);
            assertThat(status.by()).isEqualTo("ada");
            assertThat(status.reason()).isEqualTo("customer is there now");
            assertThat(status.at()).isAfter(Instant.now().minusSeconds(60));
        });
        assertThat(ids(desk, LetterFilter.open())).hasSize(3).doesNotContain(id(1, 1));
    }

    @Test
    void aGroupOfLettersIsRedrivenAndNoOther() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "B", 1), TestLetter.of("audit", "A", 2).dead("group",
                "prod.audit"), TestLetter.of("bill", "A", 3));
        StreamDesk desk = desk();
        String cause = letter(desk, id(0, 0)).failure().fingerprint();

        completed(desk.redrive(topic, LetterFilter.builder().fingerprint(cause).build(), BY_ADA));

        assertThat(redriven()).containsExactly(id(0, 0), id(0, 3));
    }

    @Test
    void theSameRedriveAgainDoesNothing() {
        write(2, letters(10));
        StreamDesk desk = desk();

        assertThat(completed(desk.redrive(topic, LetterFilter.open(), BY_ADA)).redriven()).isEqualTo(10);
        assertThat(completed(desk.redrive(topic, LetterFilter.all(), BY_ADA)).redriven()).isZero();
        assertThat(completed(desk().redrive(topic, LetterFilter.of(id(0, 0)), BY_ADA)).redriven()).isZero();

        assertThat(redriven()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aPlanWritesNothing() {
        write(2, letters(4));
        append(TestLetter.ofGo(9), TestLetter.of("gone", "A", 10), TestLetter.of("audit", "A", 11).dead("group", "prod.audit"));
        StreamDesk desk = desk();

        RedrivePlan plan = desk.plan(topic, LetterFilter.open(), BY_ADA);

        assertThat(plan.count()).isEqualTo(5);
        assertThat(plan.letters()).containsExactlyInAnyOrder(id(0, 0), id(1, 0), id(0, 1), id(1, 1), id(0, 4));
        assertThat(plan.byListener()).isEqualTo(Map.of("bill", 4L, "audit", 1L));
        assertThat(plan.refused()).isEqualTo(Map.of(RedriveRefusal.NO_LISTENER, 1L, RedriveRefusal.UNKNOWN_LISTENER, 1L));
        assertThat(plan.refusedLetters()).isEqualTo(
                Map.of(id(0, 2), RedriveRefusal.NO_LISTENER, id(0, 3), RedriveRefusal.UNKNOWN_LISTENER));
        assertThat(connect().broker().orElseThrow().topicId(journal).toCompletableFuture().join()).isEmpty();
        assertThat(ids(desk, LetterFilter.open())).hasSize(7);
    }

    @Test
    void lettersThatCannotBeRedrivenAreRefusedWithTheReason() {
        write(1, TestLetter.ofGo(0),
                TestLetter.of("cache", "A", 1).dead("group", null),
                TestLetter.of("gone", "A", 2),
                TestLetter.of("bill", "A", 3).dead("redrives", "5"),
                TestLetter.of("bill", "A", 4).key(null).value(null).dead("omitted", "key, value and headers: too large"),
                TestLetter.of("bill", "A", 5).dead("redrives", "4"),
                TestLetter.of("elsewhere", "A", 6).dead("group", "prod.shipping"));
        StreamDesk desk = desk();

        Redrive redrive = completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));

        assertThat(redriven()).containsExactly(id(0, 5), id(0, 6));
        assertThat(redrive.refused()).isEqualTo(Map.of(RedriveRefusal.NO_LISTENER, 1L, RedriveRefusal.NO_GROUP, 1L,
                RedriveRefusal.UNKNOWN_LISTENER, 1L, RedriveRefusal.TOO_OFTEN, 1L, RedriveRefusal.NO_VALUE, 1L));
        assertThat(ids(desk, LetterFilter.open())).containsExactly(id(0, 0), id(0, 1), id(0, 2), id(0, 3), id(0, 4));
        assertThat(entries().get(0).command().redrives()).isEqualTo(5);
        assertThat(RedriveRefusal.values()).allSatisfy(refusal -> assertThat(refusal.text()).isNotBlank());
    }

    @Test
    void lettersThatNameNoListenerGoToTheGivenOne() {
        write(1, TestLetter.ofGo(0), TestLetter.of("ship", "A", 1));

        completed(desk().redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").target("bill", "billing").build()));

        assertThat(entries()).extracting(entry -> entry.command().listener(), entry -> entry.command().group())
                .containsExactly(tuple("bill", "prod.billing"), tuple("ship", "prod.billing"));
    }

    @Test
    void lettersOfEarlierVersionsGoToTheGroupOfTheirListener() {
        write(1, older("audit", 0), older("cache", 1), older("elsewhere", 2), older("elsewhere-too", 3));

        Redrive redrive = completed(
                desk().redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").target("elsewhere", "shipping").build()));

        assertThat(entries()).extracting(entry -> entry.command().listener(), entry -> entry.command().group())
                .containsExactly(tuple("audit", "prod.audit"), tuple("elsewhere", "prod.shipping"));
        assertThat(redrive.refused()).isEqualTo(Map.of(RedriveRefusal.NO_GROUP, 2L));
    }

    private static TestLetter older(String listener, int number) {
        return TestLetter.of(listener, "A", number).dead("group", null).dead("failed-at", null).dead("fingerprint", null);
    }

    @Test
    void theLimitIsKept() {
        write(2, letters(10));
        StreamDesk desk = desk();
        RedriveOptions three = RedriveOptions.by("ada").limit(3).build();

        assertThat(desk.plan(topic, LetterFilter.open(), three).count()).isEqualTo(3);
        assertThat(completed(desk.redrive(topic, LetterFilter.open(), three)).redriven()).isEqualTo(3);
        assertThat(redriven()).hasSize(3);
    }

    @Test
    void anEditedValueGoesToTheListenerAndTheLetterStays() {
        write(1, TestLetter.of("bill", "A", 0));
        StreamDesk desk = desk();
        String edited = TestLetter.event("orderChanged", 1);

        completed(desk.redrive(topic, LetterFilter.of(id(0, 0)), RedriveOptions.by("ada").editedValue(edited).build()));

        JournalEntry entry = entries().get(0);
        assertThat(new String(entry.command().value(), UTF_8)).isEqualTo(edited);
        assertThat(entry.command().edited()).isTrue();
        assertThat(entry.command().headers()).extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .contains("eventstream.name=orderChanged");
        assertThat(letter(desk, id(0, 0)).event().orElseThrow().id()).isEqualTo("event-0");
    }

    @Test
    void aWrongEditIsRefused() {
        write(1, TestLetter.of("bill", "A", 0));
        StreamDesk desk = desk();

        for (String wrong : List.of("no JSON", "[]", "{\"name\":1}")) {
            assertThatThrownBy(() -> desk.redrive(topic, LetterFilter.of(id(0, 0)),
                    RedriveOptions.by("ada").editedValue(wrong).build())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no valid event");
        }
        assertThatThrownBy(() -> desk.redrive(topic, LetterFilter.open(),
                RedriveOptions.by("ada").editedValue(TestLetter.event("orderCreated", 1)).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one letter");
        assertThat(ids(desk, LetterFilter.open())).hasSize(1);
    }

    @Test
    void aTombstoneIsRedrivenAsOne() {
        write(1, TestLetter.of("bill", "A", 0).value(null));

        completed(desk().redrive(topic, LetterFilter.open(), BY_ADA));

        assertThat(entries()).singleElement().satisfies(entry -> assertThat(entry.command().value()).isNull());
    }

    @Test
    void theRateIsKept() {
        write(2, letters(6));
        long began = System.nanoTime();

        completed(desk().redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").ratePerSecond(10).build()));

        // Batches of two: the last one begins two fifths of a second after the first.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(390));
        assertThat(redriven()).hasSize(6);
    }

    @Test
    void aCancelledRedriveLeavesTheRestOpen() {
        write(2, letters(50));
        StreamDesk desk = desk();
        Redrive redrive = desk.redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").ratePerSecond(1).build());
        await().until(() -> redrive.redriven() > 0);

        redrive.cancel().toCompletableFuture().join();
        redrive.cancel().toCompletableFuture().join();

        assertThat(failure(redrive)).isInstanceOf(CancellationException.class);
        assertThat(redrive.redriven()).isBetween(1L, 49L);
        assertThat(ids(desk, LetterFilter.open())).hasSize((int) (50 - redrive.redriven()));
        completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));
        assertThat(redriven()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aDeskThatIsClosedCancelsItsRedrives() {
        write(2, letters(50));
        StreamDesk desk = desk();
        Redrive redrive = desk.redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").ratePerSecond(1).build());

        desk.close();

        assertThat(failure(redrive)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> desk.groups(topic, LetterFilter.open())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void discardedLettersStayAndAreDiscardedOnce() {
        write(2, letters(6));
        StreamDesk desk = desk();

        assertThat(desk.discard(topic, LetterFilter.builder().key("key-2").build(), "ada", "a duplicate")).isEqualTo(1);
        assertThat(desk.discard(topic, LetterFilter.all(), "ada", "no longer needed")).isEqualTo(5);
        assertThat(desk.discard(topic, LetterFilter.all(), "ada", "no longer needed")).isZero();

        assertThat(letter(desk, id(0, 1)).status()).extracting("state", "by", "reason").containsExactly(LetterState.DISCARDED,
                "ada", "a duplicate");
        assertThat(completed(desk.redrive(topic, LetterFilter.all(), BY_ADA)).redriven()).isZero();
        assertThat(records(fullTopic)).hasSize(6);
    }

    @Test
    void aDiscardNeedsANameAndAReason() {
        write(1, letters(1));
        StreamDesk desk = desk();

        assertThatThrownBy(() -> desk.discard(topic, LetterFilter.open(), " ", "a reason"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.discard(topic, LetterFilter.open(), "ada", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedriveOptions.by("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAnswersOfTheServiceAreShown() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "A", 1), TestLetter.of("bill", "A", 2));
        StreamDesk desk = desk();
        completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));
        List<JournalEntry> commands = entries();
        append(TestLetter.of("bill", "A", 9).dead("redrives", "1").dead("previous", "prod." + topic + "-0@1"));

        answer(answer(commands.get(0), LetterState.RESOLVED), answer(commands.get(1), LetterState.FAILED),
                commands.get(2).followedBy(LetterState.OPEN, "billing-1", Instant.parse("2026-11-24T07:00:00Z"),
                        "no such listener"));

        assertThat(all(desk, LetterFilter.all())).extracting(letter -> letter.status().state())
                .containsExactly(LetterState.RESOLVED, LetterState.FAILED, LetterState.OPEN, LetterState.OPEN);
        assertThat(letter(desk, id(0, 0)).status().by()).isEqualTo("billing-1");
        assertThat(letter(desk, id(0, 1)).next()).contains(id(0, 3));
        assertThat(letter(desk, id(0, 3)).previous()).contains(id(0, 1));
        assertThat(letter(desk, id(0, 2)).status().reason()).isEqualTo("no such listener");
        // What was returned, and the new letter.
        completed(desk.redrive(topic, LetterFilter.open(), BY_ADA));
        assertThat(redriven()).containsExactly(id(0, 0), id(0, 1), id(0, 2), id(0, 2), id(0, 3));
        assertThat(entries()).last().satisfies(entry -> assertThat(entry.command().redrives()).isEqualTo(2));
    }

    @Test
    void entriesOfADeletedTopicAreIgnoredAndRemoved() {
        write(1, letters(1));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.of(id(0, 0)), "ada", "known");
        append(TestLetter.of("bill", "A", 1), TestLetter.of("bill", "A", 2));
        Uuid other = Uuid.randomUuid();
        answer(new JournalEntry(0, 1, LetterState.DISCARDED, other, "eve", Instant.EPOCH, null, null));

        assertThat(state(desk, id(0, 1))).isEqualTo(LetterState.OPEN);
        completed(desk.redrive(topic, LetterFilter.of(id(0, 2)), BY_ADA));

        assertThat(records(journal)).anySatisfy(record -> {
            assertThat(record.key()).isEqualTo(JournalEntry.key(0, 1));
            assertThat(record.value()).isNull();
        });
        assertThat(state(desk, id(0, 0))).isEqualTo(LetterState.DISCARDED);
    }

    @Test
    void twoDesksAtOnceRedriveEachLetterOnce() {
        write(2, letters(60));
        RedriveOptions slowly = RedriveOptions.by("ada").ratePerSecond(100).build();

        List<Redrive> both = List.of(desk(), desk()).stream().map(desk -> desk.redrive(topic, LetterFilter.open(), slowly))
                .toList();
        both.forEach(DeskTests::completed);

        assertThat(redriven()).hasSize(60).doesNotHaveDuplicates();
        assertThat(both.stream().mapToLong(Redrive::redriven).sum()).isEqualTo(60);
    }

    @Test
    void aDiscardDuringARedriveTakesEffectBetweenItsBatches() {
        write(2, letters(60));
        StreamDesk desk = desk();
        Redrive redrive = desk.redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").ratePerSecond(20).build());
        await().until(() -> redrive.redriven() > 0);

        long discarded = desk().discard(topic, LetterFilter.open(), "bob", "no longer needed");
        completed(redrive);

        assertThat(discarded).isPositive();
        assertThat(redrive.redriven() + discarded).isEqualTo(60);
        Set<LetterId> both = new HashSet<>(redriven());
        both.retainAll(ids(desk, LetterFilter.builder().states(LetterState.DISCARDED).build()));
        assertThat(both).isEmpty();
    }

    @Test
    void aWriterThatDiesBetweenBatchesLosesNothingAndRepeatsNothing() {
        write(2, letters(60));
        StreamDesk dying = desk(new DyingConnection(connect(), 1));

        Redrive redrive = dying.redrive(topic, LetterFilter.open(), RedriveOptions.by("ada").ratePerSecond(100).build());

        assertThat(failure(redrive)).isInstanceOf(EventStreamException.class).hasMessageContaining("died");
        assertThat(redrive.redriven()).isEqualTo(20);
        assertThat(redriven()).hasSize(20);
        StreamDesk other = desk();
        assertThat(ids(other, LetterFilter.open())).hasSize(40);
        completed(other.redrive(topic, LetterFilter.open(), BY_ADA));
        assertThat(redriven()).hasSize(60).doesNotHaveDuplicates();
    }
}
