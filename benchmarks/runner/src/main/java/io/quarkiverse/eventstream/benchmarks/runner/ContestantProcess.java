package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** Runs contestants, each in its own JVM with the same flags. */
final class ContestantProcess {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};
    private static final long LONGEST_MINUTES = 3;

    private final Path benchmarks;
    private final Path logs;
    private final List<String> jvmArguments;
    private volatile Process running;

    /**
     */
    ContestantProcess(Path benchmarks, Path logs, List<String> jvmArguments) {
        this.benchmarks = benchmarks;
        this.logs = logs;
        this.jvmArguments = jvmArguments;
        // The run ends together with the benchmark.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    private void end() {
        Process process = running;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /**
     * Runs a task to its end.
     *
     * @throws BenchmarkException if there are no figures; the message has the path of the log
     */
    Map<String, Double> run(Contender contender, Task task, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(contender.command(benchmarks));
        Path log = Files.createDirectories(logs).resolve(name + ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        running = process;
        try {
            try (OutputStream input = process.getOutputStream()) {
                JSON.writeValue(input, task);
            }
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new BenchmarkException(
                        contender.title + " did not end within " + LONGEST_MINUTES + " minutes, see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        return figures(contender, log);
    }

    private static Map<String, Double> figures(Contender contender, Path log) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(log); Stream<String> lines = reader.lines()) {
            String result = lines.filter(line -> line.startsWith(ContestantMain.RESULT)).findFirst()
                    .orElseThrow(() -> new BenchmarkException(contender.title + " ended without figures, see " + log));
            return JSON.readValue(result.substring(ContestantMain.RESULT.length()), FIGURES);
        }
    }
}
