package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.benchmarks.workload.ResidentMemory;

/** Starts services, each in its own process, until they have received an event. */
final class ServiceStart {

    /** The beginning of the line that a service prints for an event. */
    private static final String CAME = "CAME ";
    private static final long LONGEST_SECONDS = 60;
    /** The number of lines to show of a service that failed. */
    private static final int SHOWN = 30;

    private ServiceStart() {}

    /**
     * Starts a service and ends it as soon as it has its event.
     *
     * @return the time from before the start, and the memory at that moment
     * @throws BenchmarkException if no event came; the message has the output of the service
     */
    static Map<Metric, Double> measure(List<String> command, Path folder, int events) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        // The service ends together with the benchmark.
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader()) {
            awaitEvents(output, events, command);
            Map<Metric, Double> figures = new EnumMap<>(Metric.class);
            figures.put(Metric.FIRST_EVENT, (System.nanoTime() - start) / 1e6);
            figures.put(Metric.RESIDENT, ResidentMemory.megabytes(process.pid()));
            return figures;
        } finally {
            process.destroyForcibly().waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private static void awaitEvents(BufferedReader output, int events, List<String> command) throws IOException {
        List<String> said = new ArrayList<>();
        int came = 0;
        while (came < events) {
            String line = output.readLine();
            if (line == null) {
                throw new BenchmarkException("The service ended, or received no event within " + LONGEST_SECONDS + " seconds: "
                        + String.join(" ", command) + ". Its output:\n"
                        + String.join("\n", said.subList(0, Math.min(said.size(), SHOWN))));
            }
            said.add(line);
            if (line.startsWith(CAME)) {
                came++;
            }
        }
    }
}
