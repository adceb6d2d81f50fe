package io.quarkiverse.eventstream.operations.runtime.desk;

import static io.quarkiverse.eventstream.operations.runtime.desk.TestLetter.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterOrigin;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.LetterTopic;
import io.quarkiverse.eventstream.operations.PageRequest;

/** Lists, groups and shows letters. */
abstract class ReadingTests extends DeskTests {

    ReadingTests(Cluster cluster) {
        super(cluster);
    }

    private static final List<String> CAUSES = List.of("org.acme.NoSuchCustomer", "java.sql.SQLException",
            "java.lang.NullPointerException");

    /** Three causes of three listeners, in two partitions, and two letters of another client. */
    private void writeManyKinds() {
        List<TestLetter> letters = new ArrayList<>();
        int number = 0;
        for (String cause : CAUSES) {
            for (String listener : List.of("bill", "audit", "ship")) {
                for (int i = 0; i <= CAUSES.indexOf(cause); i++) {
                    letters.add(TestLetter.of(listener, cause, number).partition(number++ % 2));
                }
            }
        }
        letters.add(TestLetter.ofGo(100));
        letters.add(TestLetter.ofGo(101).partition(1));
        write(2, letters.toArray(TestLetter[]::new));
    }

    @Test
    void topicsAreThoseOfTheListenersWithTheirCounts() {
        writeManyKinds();
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.builder().exception("java.sql.SQLException").build(), "ada", "known");

        assertThat(desk.topics()).singleElement().isEqualTo(new LetterTopic(topic, 2, Map.of(LetterState.OPEN, 14L,
                LetterState.REDRIVEN, 0L, LetterState.RESOLVED, 0L, LetterState.FAILED, 0L, LetterState.DISCARDED, 6L)));
    }

    @Test
    void aTopicWithoutLettersYetIsEmpty() {
        StreamDesk desk = desk();

        assertThat(desk.topics()).singleElement().satisfies(found -> {
            assertThat(found.partitions()).isZero();
            assertThat(found.count(LetterState.OPEN)).isZero();
        });
        assertThat(desk.groups(topic, LetterFilter.all())).isEmpty();
        assertThat(desk.letters(topic, LetterFilter.all(), PageRequest.newest(10)).letters()).isEmpty();
        assertThat(desk.letter(id(0, 0))).isEmpty();
        assertThat(desk.discard(topic, LetterFilter.open(), "ada", "none")).isZero();
        assertThat(completed(desk.redrive(topic, LetterFilter.open(), BY_ADA)).redriven()).isZero();
    }

    @Test
    void anUnknownTopicIsRefused() {
        StreamDesk desk = desk();

        assertThatThrownBy(() -> desk.groups("nothing.dlq", LetterFilter.all())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prod.nothing.dlq").hasMessageContaining(fullTopic);
    }

    @Test
    void lettersAreGroupedByCauseAndListener() {
        writeManyKinds();

        List<LetterGroup> groups = desk().groups(topic, LetterFilter.open());

        assertThat(groups).hasSize(10).extracting(LetterGroup::count).containsExactly(3L, 3L, 3L, 2L, 2L, 2L, 2L, 1L, 1L, 1L);
        assertThat(groups).extracting(LetterGroup::listener, LetterGroup::exception).contains(
                tuple("bill", "org.acme.NoSuchCustomer"), tuple("audit", "java.sql.SQLException"),
                tuple("ship", "java.lang.NullPointerException"), tuple(null, null));
        LetterGroup last = groups.get(0);
        assertThat(last.listener()).isEqualTo("ship");
        assertThat(last.fingerprint()).hasSize(16);
        assertThat(last.frame()).isEqualTo("org.acme.Billing.bill");
        assertThat(last.message()).isEqualTo("message 17");
        assertThat(last.first()).isEqualTo(FIRST.plusSeconds(15));
        assertThat(last.last()).isEqualTo(FIRST.plusSeconds(17));
        assertThat(last.sample()).isEqualTo(id(1, 8));
        assertThat(last.counts()).isEqualTo(Map.of(LetterState.OPEN, 3L));
        assertThat(groups).filteredOn(LetterGroup::isOthers).singleElement().satisfies(ofGo -> {
            assertThat(ofGo.count()).isEqualTo(2);
            assertThat(ofGo.last()).isEqualTo(FIRST.plusSeconds(101));
        });
    }

    @Test
    void olderLettersAreGroupedByExceptionAndListener() {
        write(1, TestLetter.of("bill", "A", 0).dead("fingerprint", null),
                TestLetter.of("bill", "A", 1).dead("fingerprint", null),
                TestLetter.of("bill", "B", 2).dead("fingerprint", null),
                TestLetter.of("audit", "A", 3).dead("fingerprint", null));

        assertThat(desk().groups(topic, LetterFilter.open()))
                .extracting(LetterGroup::listener, LetterGroup::exception, LetterGroup::count)
                .containsExactly(tuple("bill", "A", 2L), tuple("audit", "A", 1L), tuple("bill", "B", 1L));
    }

    @Test
    void theNumberOfGroupsIsBounded() {
        write(1, IntStream.range(0, LetterGrouping.MOST_GROUPS + 20).mapToObj(i -> TestLetter.of("bill", "E" + i, i))
                .toArray(TestLetter[]::new));

        List<LetterGroup> groups = desk().groups(topic, LetterFilter.open());

        assertThat(groups).hasSize(LetterGrouping.MOST_GROUPS + 1);
        assertThat(groups.get(0)).satisfies(rest -> {
            assertThat(rest.isOthers()).isTrue();
            assertThat(rest.count()).isEqualTo(20);
        });
    }

    @Test
    void eachConditionOfAFilterSelects() {
        write(2, TestLetter.of("bill", "A", 0), TestLetter.of("audit", "A", 1).dead("group", "prod.audit"),
                TestLetter.of("bill", "B", 2).partition(1), TestLetter.ofGo(3).partition(1));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.of(id(0, 0)), "ada", "known");

        assertThat(ids(desk, LetterFilter.open())).containsExactlyInAnyOrder(id(0, 1), id(1, 0), id(1, 1));
        assertThat(ids(desk, LetterFilter.all())).hasSize(4);
        assertThat(selected(desk, filter -> filter.states(LetterState.DISCARDED))).containsExactly(id(0, 0));
        assertThat(selected(desk, filter -> filter.listener("bill"))).containsExactly(id(1, 0));
        assertThat(selected(desk, filter -> filter.group("audit"))).containsExactly(id(0, 1));
        assertThat(selected(desk, filter -> filter.exception("A"))).containsExactly(id(0, 1));
        assertThat(selected(desk, filter -> filter.fingerprint(String.format("%016x", "billB".hashCode()))))
                .containsExactly(id(1, 0));
        assertThat(selected(desk, filter -> filter.key("key-3"))).containsExactly(id(1, 1));
        assertThat(selected(desk, filter -> filter.eventName("orderPaid"))).containsExactly(id(1, 1));
        assertThat(selected(desk, filter -> filter.eventName("orderCreated"))).containsExactly(id(0, 1), id(1, 0));
        assertThat(selected(desk, filter -> filter.failedBetween(FIRST.plusSeconds(2), FIRST.plusSeconds(3))))
                .containsExactly(id(1, 0));
        assertThat(selected(desk, filter -> filter.failedBetween(FIRST.plusSeconds(2), null))).containsExactly(id(1, 0),
                id(1, 1));
        assertThat(selected(desk, filter -> filter.ids(List.of(id(0, 1), id(1, 1), id(1, 7), new LetterId("other.dlq", 1, 0)))))
                .containsExactly(id(0, 1), id(1, 1));
        assertThat(selected(desk, filter -> filter.ids(List.of(new LetterId("other.dlq", 1, 0))))).isEmpty();
        assertThat(selected(desk, filter -> filter.listener("bill").exception("A"))).isEmpty();
    }

    private List<LetterId> selected(StreamDesk desk, Consumer<LetterFilter.Builder> conditions) {
        LetterFilter.Builder filter = LetterFilter.builder();
        conditions.accept(filter);
        return ids(desk, filter.build());
    }

    @Test
    void pagesHaveAllLettersInTheOrderOfTime() {
        int count = 25;
        write(3, IntStream.range(0, count).mapToObj(i -> TestLetter.of("bill", "A", i).partition(i % 3 == 2 ? 2 : 0))
                .toArray(TestLetter[]::new));
        StreamDesk desk = desk();
        List<String> newest = IntStream.range(0, count).mapToObj(i -> "event-" + (count - 1 - i)).toList();
        List<String> oldest = IntStream.range(0, count).mapToObj(i -> "event-" + i).toList();

        assertThat(events(desk, PageRequest.newest(7))).isEqualTo(newest);
        assertThat(events(desk, PageRequest.oldest(7))).isEqualTo(oldest);
        assertThat(events(desk, PageRequest.newest(1))).isEqualTo(newest);
        assertThat(events(desk, PageRequest.oldest(25))).isEqualTo(oldest);
    }

    private List<String> events(StreamDesk desk, PageRequest first) {
        List<String> events = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(first);
        while (next.isPresent()) {
            LetterPage page = desk.letters(topic, LetterFilter.open(), next.get());
            assertThat(page.letters()).hasSizeLessThanOrEqualTo(first.limit());
            page.letters().stream().map(LetterSummary::eventId).forEach(events::add);
            next = page.next().map(first::at);
        }
        return events;
    }

    @Test
    void aFewLettersAmongManyAreFoundFromBothEnds() {
        write(1, IntStream.range(0, 700).mapToObj(i -> TestLetter.of(i % 300 == 5 ? "audit" : "bill", "A", i))
                .toArray(TestLetter[]::new));
        StreamDesk desk = desk();
        LetterFilter few = LetterFilter.builder().listener("audit").build();

        LetterPage newest = desk.letters(topic, few, PageRequest.newest(2));
        assertThat(newest.letters()).extracting(LetterSummary::id).containsExactly(id(0, 605), id(0, 305));
        assertThat(desk.letters(topic, few, PageRequest.newest(2).at(newest.next().orElseThrow())).letters())
                .extracting(LetterSummary::id).containsExactly(id(0, 5));
        assertThat(desk.letters(topic, few, PageRequest.oldest(2)).letters()).extracting(LetterSummary::id)
                .containsExactly(id(0, 5), id(0, 305));
    }

    @Test
    void aPositionOfAnotherOrderIsRefused() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "A", 1));
        StreamDesk desk = desk();
        String next = desk.letters(topic, LetterFilter.open(), PageRequest.newest(1)).next().orElseThrow();

        for (String wrong : List.of("", "newest:", "newest:a=b", "oldest:0", next)) {
            assertThatThrownBy(() -> desk.letters(topic, LetterFilter.open(), PageRequest.oldest(1).at(wrong)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("page before");
        }
        assertThatThrownBy(() -> PageRequest.newest(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageTellsWhoHasDealtWithALetter() {
        write(1, TestLetter.of("bill", "A", 0), TestLetter.of("bill", "A", 1));
        StreamDesk desk = desk();
        desk.discard(topic, LetterFilter.of(id(0, 1)), "ada", "a duplicate");

        assertThat(all(desk, LetterFilter.all())).extracting(letter -> letter.status().state(), letter -> letter.status().by(),
                letter -> letter.status().reason())
                .containsExactly(tuple(LetterState.OPEN, null, null), tuple(LetterState.DISCARDED, "ada", "a duplicate"));
    }

    @Test
    void aLetterShowsAllThatIsKnown() {
        write(1, TestLetter.of("bill", "org.acme.NoSuchCustomer", 7).dead("redrives", "2")
                .dead("previous", "prod." + topic + "-0@3")
                .dead("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        Letter letter = letter(desk(), id(0, 0));

        assertThat(letter.id()).isEqualTo(id(0, 0));
        assertThat(letter.status().state()).isEqualTo(LetterState.OPEN);
        assertThat(letter.failure())
                .extracting("reason", "exception", "message", "frame", "listener", "group", "attempts", "at",
                        "service", "serviceVersion")
                .containsExactly("failed", "org.acme.NoSuchCustomer", "message 7",
                        "org.acme.Billing.bill", "bill", "billing", 3, FIRST.plusSeconds(7), "billing", "1.4");
        assertThat(letter.failure().fingerprint()).hasSize(16);
        assertThat(letter.stackTrace()).hasValueSatisfying(trace -> assertThat(trace).contains("at org.acme.Billing.bill"));
        assertThat(letter.origin()).contains(new LetterOrigin("orders", 1, 7, FIRST.minusSeconds(1)));
        assertThat(letter.traceId()).contains("0af7651916cd43dd8448eb211c80319c");
        assertThat(letter.summary().redrives()).isEqualTo(2);
        assertThat(letter.previous()).contains(id(0, 3));
        assertThat(letter.next()).isEmpty();
        assertThat(letter.summary().eventName()).isEqualTo("orderCreated");
        assertThat(letter.event()).hasValueSatisfying(event -> {
            assertThat(event.id()).isEqualTo("event-7");
            assertThat(event.namespace()).isEqualTo("shop");
            assertThat(event.payloadAsTree().get("number").intValue()).isEqualTo(7);
        });
        assertThat(letter.record().key()).isEqualTo("key-7");
        assertThat(letter.record().header("origin")).contains("a test");
        assertThat(letter.undecodable()).isEmpty();
        assertThat(letter.isReference()).isFalse();
    }

    @Test
    void lettersOfOtherKindsAreShownAsFarAsTheyGo() {
        write(1, TestLetter.ofGo(0), TestLetter.of("bill", "A", 1).value("no JSON"), TestLetter.of("bill", "A", 2).value(null),
                TestLetter.of("bill", "A", 3).key(null).value(null).without("eventstream.name")
                        .dead("omitted", "key, value and headers: too large"),
                TestLetter.ofGo(4).dead("attempts", "many").dead("offset", "-").dead("failed-at", "today").dead("previous", "?")
                        .dead("traceparent", "00-x"));
        StreamDesk desk = desk();

        Letter ofGo = letter(desk, id(0, 0));
        assertThat(ofGo.failure()).hasAllNullFieldsOrPropertiesExcept("attempts", "at");
        assertThat(ofGo.failure().at()).isEqualTo(FIRST);
        assertThat(ofGo.summary().eventName()).isEqualTo("orderPaid");
        assertThat(ofGo.origin()).isEmpty();

        Letter undecodable = letter(desk, id(0, 1));
        assertThat(undecodable.event()).isEmpty();
        assertThat(undecodable.undecodable()).hasValueSatisfying(reason -> assertThat(reason).contains("JSON"));
        assertThat(undecodable.record().value()).isEqualTo("no JSON".getBytes(StandardCharsets.UTF_8));

        Letter tombstone = letter(desk, id(0, 2));
        assertThat(tombstone.record().value()).isNull();
        assertThat(tombstone.isReference()).isFalse();
        assertThat(tombstone.undecodable()).isEmpty();

        Letter reference = letter(desk, id(0, 3));
        assertThat(reference.isReference()).isTrue();
        assertThat(reference.origin()).isPresent();

        Letter odd = letter(desk, id(0, 4));
        assertThat(odd.failure().attempts()).isZero();
        assertThat(odd.failure().at()).isEqualTo(FIRST.plusSeconds(4));
        assertThat(odd.origin()).isEmpty();
        assertThat(odd.previous()).isEmpty();
        assertThat(odd.traceId()).isEmpty();
    }

    @Test
    void aLetterThatDoesNotExistIsNotFound() {
        write(1, TestLetter.ofGo(0));
        StreamDesk desk = desk();

        assertThat(desk.letter(id(0, 1))).isEmpty();
        assertThat(desk.letter(id(9, 0))).isEmpty();
    }
}
