package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What was measured, as it grows: a table for people, the figures of all rounds as JSON, and a chart. */
final class Report {

    private static final ObjectWriter JSON = new JsonMapper().writerWithDefaultPrettyPrinter();
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private final Path folder;
    private final String conditions;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    /**
     * An empty report.
     *
     * @param folder where to write; made if it isn't there
     * @param settings what was chosen on the command line, for the reader
     */
    Report(Path folder, String settings) {
        this.folder = folder;
        this.conditions = machine() + "; JDK " + Runtime.version() + "; " + settings;
        text.append(conditions).append('\n');
    }

    /** A case has been run: prints its table, and writes all files anew. */
    void add(Outcome outcome) throws IOException {
        outcomes.put(outcome.subject().id(), outcome);
        String table = Table.of(outcome, outcomes);
        System.out.print(table);
        text.append(table);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("table.txt"), text);
        JSON.writeValue(folder.resolve("figures.json").toFile(), figures());
        Files.writeString(folder.resolve("chart.svg"), Chart.of(List.copyOf(outcomes.values()), conditions));
    }

    private Map<String, Object> figures() {
        List<Map<String, Object>> cases = outcomes.values().stream().map(outcome -> {
            Map<String, Object> rounds = new LinkedHashMap<>();
            outcome.entries().forEach(entry -> rounds.put(entry.toString(), outcome.rounds(entry)));
            return Map.of("id", outcome.subject().id(), "title", outcome.subject().title(), "rounds", rounds);
        }).toList();
        return Map.of("conditions", conditions, "cases", cases);
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
