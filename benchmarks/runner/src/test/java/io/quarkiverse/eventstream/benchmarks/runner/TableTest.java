package io.quarkiverse.eventstream.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.benchmarks.workload.Workload;

class TableTest {

    private static final Entry RAW = Entry.of(Contender.RAW);
    private static final Entry BUS = Entry.of(Contender.EVENTSTREAM);
    private static final Entry SPRING = Entry.of(Contender.SPRING);

    private static Goal goal(Entry reference, double bound) {
        return new Goal(Metric.EVENTS_PER_SECOND, BUS, new Goal.Other(reference), bound);
    }

    @Test
    void aMissedGoalAgainstAPeerShowsTheRatioOfTheLimit() {
        Outcome outcome = new Outcome(new Case("1", "Publish", Workload.PUBLISH, List.of(RAW, BUS, SPRING),
                List.of(Metric.EVENTS_PER_SECOND), Case.Content.NONE, Map.of(), 1, 0, null,
                List.of(goal(RAW, 0.9), goal(SPRING, 1.0), goal(SPRING, 3.0))));
        outcome.add(RAW, Map.of(Metric.EVENTS_PER_SECOND.key, 200.0));
        outcome.add(BUS, Map.of(Metric.EVENTS_PER_SECOND.key, 150.0));
        outcome.add(SPRING, Map.of(Metric.EVENTS_PER_SECOND.key, 100.0));

        assertThat(Table.of(outcome, Map.of()).lines().map(String::strip)).containsSubsequence(
                "missed  events/s of eventstream ≥ 0.90 × raw client: 0.75",
                "holds   events/s of eventstream ≥ 1.00 × Spring Kafka: 1.50",
                "missed  events/s of eventstream ≥ 3.00 × Spring Kafka: 1.50 (raw client: 2.00)");
    }

    @Test
    void aFigureThatAnEntryDoesNotHaveIsEmptyAndTheOthersAreComparedWithTheFirstThatHasIt() {
        Outcome outcome = new Outcome(new Case("1", "Publish", Workload.PUBLISH, List.of(RAW, BUS, SPRING),
                List.of(Metric.EVENTS_PER_SECOND), Case.Content.NONE, Map.of(), 1, 0, null, List.of()));
        outcome.add(RAW, Map.of());
        outcome.add(BUS, Map.of(Metric.EVENTS_PER_SECOND.key, 200.0));
        outcome.add(SPRING, Map.of(Metric.EVENTS_PER_SECOND.key, 100.0));

        assertThat(Table.of(outcome, Map.of()).lines().map(line -> line.strip().replaceAll(" +", " "))).containsSubsequence(
                "raw client", "eventstream 200 200 … 200 1.00", "Spring Kafka 100 100 … 100 0.50");
    }
}
