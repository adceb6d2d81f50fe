package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The results so far: a table, the figures of all rounds as JSON, and a chart. */
final class Report {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, Double>> ROUND = new TypeReference<>() {};
    private static final String FIGURES = "figures.json";
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private final Path folder;
    private final String conditions;
    private final List<Case> cases;
    /** By the case's id. */
    private final Map<String, Outcome> outcomes = new HashMap<>();

    /**
     * Creates an empty report.
     *
     * @param folder the folder to write to; created if it is missing
     * @param cases all cases, in the order in which to show them
     */
    Report(Path folder, String settings, List<Case> cases) {
        this.folder = folder;
        this.conditions = conditions() + "; " + settings;
        this.cases = cases;
    }

    /**
     * Loads the results of an earlier run; a case that is run again replaces its earlier results.
     *
     * @throws BenchmarkException if they were measured under other conditions, and so cannot be compared
     */
    void loadEarlierResults() throws IOException {
        if (!Files.exists(folder.resolve(FIGURES))) {
            return;
        }
        JsonNode earlier = MAPPER.readTree(folder.resolve(FIGURES).toFile());
        if (!conditions.equals(earlier.path("conditions").asText())) {
            throw new BenchmarkException("The results in " + folder + " were measured under other conditions: "
                    + earlier.path("conditions").asText() + ", not: " + conditions);
        }
        for (JsonNode one : earlier.path("cases")) {
            cases.stream().filter(each -> each.id().equals(one.path("id").asText())).findFirst()
                    .ifPresent(each -> outcomes.put(each.id(), outcome(each, one.path("rounds"))));
        }
    }

    private static Outcome outcome(Case one, JsonNode rounds) {
        Outcome outcome = new Outcome(one);
        for (Entry entry : one.entries()) {
            rounds.path(entry.toString()).forEach(round -> outcome.add(entry, MAPPER.convertValue(round, ROUND)));
        }
        return outcome;
    }

    /** Adds the outcome of a case: prints its table, and writes all files again. */
    void add(Outcome outcome) throws IOException {
        outcomes.put(outcome.subject().id(), outcome);
        System.out.print(Table.of(outcome, outcomes));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("table.txt"), conditions + "\n"
                + shown().stream().map(each -> Table.of(each, outcomes)).collect(Collectors.joining()));
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(FIGURES).toFile(), figures());
        Files.writeString(folder.resolve("chart.svg"), Chart.of(shown(), conditions));
    }

    private List<Outcome> shown() {
        return cases.stream().map(each -> outcomes.get(each.id())).filter(Objects::nonNull).toList();
    }

    private Map<String, Object> figures() {
        List<Map<String, Object>> all = shown().stream().map(outcome -> {
            Map<String, Object> rounds = new LinkedHashMap<>();
            outcome.entries().forEach(entry -> rounds.put(entry.toString(), outcome.rounds(entry)));
            return Map.of("id", outcome.subject().id(), "title", outcome.subject().title(), "rounds", rounds);
        }).toList();
        return Map.of("conditions", conditions, "cases", all);
    }

    /** The machine and the JDK. */
    static String conditions() {
        return machine() + "; JDK " + Runtime.version();
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores" + (Files.isReadable(CPU_INFO) ? " of " + model() : "")
                + ", "
                + System.getProperty("os.name");
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("an unknown make");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
