package io.quarkiverse.eventstream.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.Workload;

class ReportTest {

    private static final Entry BUS = Entry.of(Contender.EVENTSTREAM);
    private static final Case ONE = publish("1");
    private static final Case TWO = publish("2");

    @TempDir
    Path folder;

    private static Case publish(String id) {
        return new Case(id, "Publish", Workload.PUBLISH, List.of(BUS), List.of(Metric.EVENTS_PER_SECOND), Case.Content.NONE,
                Map.of(), 1, 0, null, List.of());
    }

    private Report report(String settings) {
        return new Report(folder, settings, List.of(ONE, TWO));
    }

    private static Outcome outcome(Case one, double figure) {
        Outcome outcome = new Outcome(one);
        outcome.add(BUS, Map.of(Metric.EVENTS_PER_SECOND.key, figure));
        return outcome;
    }

    private JsonNode figures() throws IOException {
        return new JsonMapper().readTree(folder.resolve("figures.json").toFile()).path("cases");
    }

    @Test
    void resultsOfAnEarlierRunAreKeptUnlessTheCaseIsRunAgain() throws IOException {
        Report first = report("settings");
        first.add(outcome(TWO, 20));
        first.add(outcome(ONE, 10));
        Report second = report("settings");
        second.loadEarlierResults();
        second.add(outcome(TWO, 22));

        assertThat(figures().findValuesAsText("id")).containsExactly("1", "2");
        assertThat(figures().at("/0/rounds/eventstream/0/eventsPerSecond").asDouble()).isEqualTo(10);
        assertThat(figures().at("/1/rounds/eventstream/0/eventsPerSecond").asDouble()).isEqualTo(22);
        assertThat(folder.resolve("table.txt")).content().containsSubsequence("1  Publish", "10", "2  Publish", "22")
                .doesNotContain("20 …");
    }

    @Test
    void resultsUnderOtherConditionsAreNotMixedIn() throws IOException {
        report("settings").add(outcome(ONE, 10));
        Report other = report("other settings");

        assertThatThrownBy(other::loadEarlierResults).isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("other conditions")
                .hasMessageContaining("other settings");
    }

    @Test
    void aNewRunStartsWithoutResults() throws IOException {
        report("settings").add(outcome(ONE, 10));
        report("settings").add(outcome(TWO, 20));

        assertThat(figures().findValuesAsText("id")).containsExactly("2");
    }
}
