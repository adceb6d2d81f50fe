package io.quarkiverse.eventstream.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.benchmarks.workload.Workload;

class GoalTest {

    private static final Entry BUS = Entry.of(Contender.EVENTSTREAM);
    private static final Entry RAW = Entry.of(Contender.RAW);

    private final Outcome outcome = outcome("1");

    private static Outcome outcome(String id) {
        return new Outcome(
                new Case(id, id, Workload.PUBLISH, List.of(RAW, BUS), List.of(Metric.EVENTS_PER_SECOND), Case.Content.NONE,
                        Map.of(),
                        1, 0, null, List.of()));
    }

    private void round(double raw, double bus) {
        outcome.add(RAW, Map.of(Metric.EVENTS_PER_SECOND.key, raw, Metric.P99.key, raw));
        outcome.add(BUS, Map.of(Metric.EVENTS_PER_SECOND.key, bus, Metric.P99.key, bus));
    }

    private Goal.Verdict verdict(Goal goal, Map<String, Outcome> outcomes) {
        return goal.verdict(outcome, outcomes).orElseThrow();
    }

    @Test
    void aRatioIsTakenRoundByRoundSoThatTheSpeedOfTheMachineDoesNotMatter() {
        round(100, 90);
        round(1000, 900);
        round(10, 9);

        Goal.Verdict verdict = verdict(new Goal(Metric.EVENTS_PER_SECOND, BUS, new Goal.Other(RAW), 0.9), Map.of());

        assertThat(verdict).isEqualTo(new Goal.Verdict(0.9, true));
    }

    @Test
    void ifLessIsBetterTheBoundIsTheMaximum() {
        round(100, 126);

        assertThat(verdict(new Goal(Metric.P99, BUS, new Goal.Other(RAW), 1.25), Map.of()).holds()).isFalse();
        assertThat(verdict(new Goal(Metric.P99, BUS, new Goal.Other(RAW), 1.26), Map.of()).holds()).isTrue();
    }

    @Test
    void aComparisonWithAnotherCaseNeedsThatCase() {
        round(100, 126);
        Goal goal = new Goal(Metric.EVENTS_PER_SECOND, BUS, new Goal.Elsewhere("0"), 1);
        assertThat(goal.verdict(outcome, Map.of())).isEmpty();

        Outcome other = outcome("0");
        other.add(BUS, Map.of(Metric.EVENTS_PER_SECOND.key, 252.0));

        assertThat(verdict(goal, Map.of("0", other))).isEqualTo(new Goal.Verdict(0.5, false));
    }

    @Test
    void aMaximumIsComparedWithTheMedian() {
        round(100, 44);
        round(100, 45);
        round(100, 90);

        assertThat(verdict(new Goal(Metric.EVENTS_PER_SECOND, BUS, new Goal.Ideal(50), 0.9), Map.of()))
                .isEqualTo(new Goal.Verdict(0.9, true));
    }

    @Test
    void aLimitIsComparedWithTheMedian() {
        round(1, 8);
        round(1, 9);
        round(1, 30);
        Goal goal = new Goal(Metric.P99, BUS, new Goal.Limit(10), 1);

        assertThat(verdict(goal, Map.of())).isEqualTo(new Goal.Verdict(0.9, true));
        assertThat(goal).hasToString("p99 µs of eventstream ≤ 1.00 × 10");
    }

    @Test
    void aDifferenceIsTakenRoundByRound() {
        round(7, 8);
        round(70, 71);
        round(700, 701);
        Goal goal = new Goal(Metric.P99, BUS, new Goal.Difference(RAW), 1);

        assertThat(verdict(goal, Map.of())).isEqualTo(new Goal.Verdict(1, true));
        assertThat(goal).hasToString("p99 µs of eventstream ≤ 1.00 more than raw client");
    }

    @Test
    void anEntryWithoutFiguresHasNoVerdict() {
        outcome.add(BUS, Map.of(Metric.EVENTS_PER_SECOND.key, 1.0));

        assertThat(new Goal(Metric.EVENTS_PER_SECOND, BUS, new Goal.Other(RAW), 1).verdict(outcome, Map.of())).isEmpty();
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(new Spread(3.5, 1, 100));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }
}
