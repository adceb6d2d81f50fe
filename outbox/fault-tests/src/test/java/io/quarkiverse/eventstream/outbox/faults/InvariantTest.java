package io.quarkiverse.eventstream.outbox.faults;

import static io.quarkiverse.eventstream.outbox.faults.Invariant.IN_ORDER;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_EARLY;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_FAILS;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_LEFT;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_MISSING;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_ROLLED_BACK;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.ONE_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** Each invariant finds its violations, and nothing else. */
class InvariantTest {

    private static final List<String> LISTENERS = List.of("bill");

    private static Set<Invariant> broken(Set<String> committed, List<String> published, int stored, List<String> effects) {
        return Verdict
                .of("test", Duration.ZERO, Map.of(),
                        new Evidence(committed, published, List.of(), stored, effects, LISTENERS, List.of()))
                .broken();
    }

    @Test
    void allHold() {
        assertThat(broken(Set.of("a:1:x", "a:2:x", "b:1:x"), List.of("a:1:x", "b:1:x", "a:2:x"), 0,
                List.of("bill b:1:x", "bill a:1:x", "bill a:2:x"))).isEmpty();
    }

    @Test
    void anEventMayBeSentAgain() {
        assertThat(broken(Set.of("a:1:x", "a:2:x"), List.of("a:1:x", "a:2:x", "a:1:x", "a:2:x"), 0,
                List.of("bill a:1:x", "bill a:2:x"))).isEmpty();
    }

    @Test
    void anEventIsMissing() {
        assertThat(broken(Set.of("a:1:x"), List.of(), 0, List.of())).containsExactly(NONE_MISSING);
        assertThat(broken(Set.of("a:1:x"), List.of(), 1, List.of())).containsExactly(NONE_MISSING, NONE_LEFT);
    }

    @Test
    void anEventOfATransactionThatWasRolledBackIsPublishedAlthoughItsNumberWasTakenAgain() {
        assertThat(broken(Set.of("a:1:y"), List.of("a:1:x", "a:1:y"), 0, List.of("bill a:1:x", "bill a:1:y")))
                .containsExactly(NONE_ROLLED_BACK);
    }

    @Test
    void eventsAreOutOfOrder() {
        assertThat(broken(Set.of("a:1:x", "a:2:x"), List.of("a:2:x", "a:1:x"), 0, List.of("bill a:1:x", "bill a:2:x")))
                .containsExactly(IN_ORDER);
    }

    @Test
    void anEffectIsMissingThereTwiceOrOfNoEvent() {
        assertThat(broken(Set.of("a:1:x"), List.of("a:1:x"), 0, List.of())).containsExactly(ONE_EFFECT);
        assertThat(broken(Set.of("a:1:x"), List.of("a:1:x"), 0, List.of("bill a:1:x", "bill a:1:x")))
                .containsExactly(ONE_EFFECT);
        assertThat(broken(Set.of("a:1:x"), List.of("a:1:x"), 0, List.of("bill a:1:x", "bill a:2:x")))
                .containsExactly(ONE_EFFECT);
    }

    @Test
    void aDelayedEventIsOutOfTheOrderOfTheOthersAndHasNoEffect() {
        assertThat(broken(Set.of("a:1:x", "a:1:x:due:5", "a:2:x"), List.of("a:1:x", "a:2:x", "a:1:x:due:5"), 0,
                List.of("bill a:1:x", "bill a:2:x"))).isEmpty();
    }

    @Test
    void anEventIsSentBeforeItIsDue() {
        Evidence evidence = new Evidence(Set.of("a:1:x:due:5"), List.of("a:1:x:due:5"), List.of("a:1:x:due:5 at 4"), 0,
                List.of(), LISTENERS, List.of());

        assertThat(Verdict.of("test", Duration.ZERO, Map.of(), evidence).broken()).containsExactly(NONE_EARLY);
    }

    @Test
    void aTransactionFails() {
        Evidence evidence = new Evidence(Set.of(), List.of(), List.of(), 0, List.of(), LISTENERS,
                List.of("FAILED: a transaction"));

        assertThat(Verdict.of("test", Duration.ZERO, Map.of(), evidence).broken()).containsExactly(NONE_FAILS);
    }
}
