package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory that a process holds, as Linux counts it; Java knows only parts of its own, and nothing of others'. */
public final class ResidentMemory {

    private static final double KILOBYTES = 1024;

    private ResidentMemory() {}

    /**
     * How much a process holds now.
     *
     * @param process its id
     * @return in megabytes; NaN on a system that does not tell
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
