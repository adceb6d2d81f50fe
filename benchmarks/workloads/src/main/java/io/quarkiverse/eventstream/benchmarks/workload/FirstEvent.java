package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** {@link Workload#FIRST_EVENT}: the time and the memory from the start of the process to the first event. */
final class FirstEvent {

    private final Work work;

    FirstEvent(Work work) {
        this.work = work;
    }

    Map<String, Double> measure() throws InterruptedException, IOException {
        long came = work.awaitFirst();
        Map<String, Double> figures = new TreeMap<>();
        figures.put("firstEventMillis", (double) came - ManagementFactory.getRuntimeMXBean().getStartTime());
        figures.put("loadedClasses", (double) ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        figures.put("residentMegabytes", ResidentMemory.megabytes(ProcessHandle.current().pid()));
        return figures;
    }
}
