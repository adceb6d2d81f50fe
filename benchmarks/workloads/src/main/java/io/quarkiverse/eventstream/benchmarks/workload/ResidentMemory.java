package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The resident memory of a process, as Linux counts it; Java knows only parts of its own. */
public final class ResidentMemory {

    private static final double KILOBYTES = 1024;

    private ResidentMemory() {}

    /**
     * The resident memory of a process now.
     *
     * @throws IOException if there is no such process
     */
    public static double megabytes(long process) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KILOBYTES).findFirst()
                    .orElseThrow();
        }
    }
}
