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

/** Starts services, each in a process of its own, until an event has come to them. */
final class ServiceStart {

    /** Begins the line in which a service tells that an event has come. */
    private static final String CAME = "CAME ";
    private static final long LONGEST_SECONDS = 60;
    /** Lines of what a service said that went wrong. */
    private static final int SHOWN = 30;

    private ServiceStart() {}

    /**
     * Starts a service and ends it as soon as it has its event.
     *
     * @param command what to start
     * @param folder where; Quarkus would also read the configuration that is there
     * @param events how many lines are to tell of it
     * @return the time from before the start, and the memory that is held then
     * @throws BenchmarkException if no event came, with what the service said instead
     */
    static Map<Metric, Double> measure(List<String> command, Path folder, int events) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        // Whoever ends the benchmark ends the service with it.
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
                throw new BenchmarkException("It ended, or no event came to it within " + LONGEST_SECONDS + " seconds: "
                        + String.join(" ", command) + ". It said:\n"
                        + String.join("\n", said.subList(0, Math.min(said.size(), SHOWN))));
            }
            said.add(line);
            if (line.startsWith(CAME)) {
                came++;
            }
        }
    }
}
