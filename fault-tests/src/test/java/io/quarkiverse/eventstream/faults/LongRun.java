package io.quarkiverse.eventstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Table;
import io.quarkiverse.eventstream.faults.check.Verdict;
import io.quarkiverse.eventstream.faults.suite.Brokers;
import io.quarkiverse.eventstream.faults.suite.Setting;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.suite.WorkloadRunner;
import io.quarkiverse.eventstream.faults.workload.Workloads;

/** The long form: see {@code fault-tests/run --help}. */
public final class LongRun {

    /** The time for starting, draining and judging, in addition to the faults. */
    private static final Duration OVERHEAD = Duration.ofSeconds(10);
    /** Higher than in the tests: ten million events in an hour, outages included. */
    private static final double LOAD = Double.parseDouble(System.getProperty("faults.load", "1.6"));
    private static final Duration LEAST = Duration.ofSeconds(3);

    private LongRun() {}

    /**
     * Runs workloads, and exits with 1 if one did not hold.
     *
     * @param arguments the directory {@code target}, seconds, a seed, and the names of workloads
     */
    public static void main(String... arguments) {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        List<String> names = List.of(arguments).subList(3, arguments.length);
        List<Workload> workloads = Workloads.all().stream()
                .filter(workload -> names.contains(workload.name())).toList();
        Duration each = Duration.ofSeconds(Long.parseLong(arguments[1])).dividedBy(workloads.size()).minus(OVERHEAD);
        long seed = Long.parseLong(arguments[2]);
        boolean holds = true;
        try (Brokers brokers = new Brokers()) {
            Setting setting = new Setting(brokers, target.resolve("quarkus-app"), target.resolve("faults"),
                    each.compareTo(LEAST) < 0 ? LEAST : each, LOAD, seed, Map.of());
            System.out.println("Seed " + seed + "\n" + Table.head());
            for (Workload workload : workloads) {
                holds &= holds(workload, setting);
            }
        }
        System.exit(holds ? 0 : 1);
    }

    private static boolean holds(Workload workload, Setting setting) {
        try {
            Verdict verdict = new WorkloadRunner(workload, setting).run();
            System.out.println(Table.row(verdict));
            System.out.print(verdict.complaint());
            return verdict.violations().isEmpty();
        } catch (RuntimeException e) {
            System.out.println(workload.name() + ": BROKEN, it did not end");
            e.printStackTrace(System.out);
            return false;
        }
    }
}
