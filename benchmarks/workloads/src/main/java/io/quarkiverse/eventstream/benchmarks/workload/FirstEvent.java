package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@link Workload#FIRST_EVENT}: what it takes, in time and memory, from the start of the process to the first event. */
final class FirstEvent {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KILOBYTES = 1024;

    private final Work work;

    FirstEvent(Work work) {
        this.work = work;
    }

    Map<String, Double> measure() throws InterruptedException, IOException {
        long came = work.awaitFirst();
        Map<String, Double> figures = new TreeMap<>();
        figures.put("firstEventMillis", (double) came - ManagementFactory.getRuntimeMXBean().getStartTime());
        figures.put("loadedClasses", (double) ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        figures.put("residentMegabytes", residentMegabytes());
        return figures;
    }

    /** The memory that the process holds, as Linux counts it; Java knows only parts of it. */
    private static double residentMegabytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KILOBYTES).findFirst()
                    .orElseThrow();
        }
    }
}
