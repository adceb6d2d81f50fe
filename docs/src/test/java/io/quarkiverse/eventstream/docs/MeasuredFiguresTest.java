package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What the README says of speed is what was measured last, as the guide shows it. */
class MeasuredFiguresTest {

    private static final Path FIGURES = Path.of("modules", "ROOT", "examples", "benchmarks", "figures.json");
    private static final String CONSUMING = "3";

    private final JsonNode rounds;

    MeasuredFiguresTest() throws IOException {
        JsonNode found = null;
        for (JsonNode one : new JsonMapper().readTree(FIGURES.toFile()).path("cases")) {
            if (one.path("id").asText().equals(CONSUMING)) {
                found = one.path("rounds");
            }
        }
        assertThat(found).as("case " + CONSUMING).isNotNull();
        rounds = found;
    }

    private List<Double> eventsPerSecond(String entry) {
        List<Double> figures = new ArrayList<>();
        rounds.path(entry).forEach(round -> figures.add(round.path("eventsPerSecond").asDouble()));
        assertThat(figures).as(entry).hasSizeGreaterThanOrEqualTo(3).doesNotContain(0.0);
        return figures;
    }

    /** Round by round, as in the table. */
    private double ratioTo(String other) {
        List<Double> ours = eventsPerSecond("eventstream");
        List<Double> theirs = eventsPerSecond(other);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round) / theirs.get(round));
        }
        return median(ratios);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Test
    void theReadmeSaysWhatWasMeasured() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md")).replaceAll("\\s+", " ");

        assertThat(readme).contains(String.format(Locale.ROOT,
                "%,.0f events a second with typed payloads, %.2f × what Kafka's own client does by hand and %.1f × SmallRye's",
                median(eventsPerSecond("eventstream")), ratioTo("raw client"), ratioTo("SmallRye")));
    }
}
