package io.quarkiverse.eventstream.outbox.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkiverse.eventstream.outbox.faults.Setting.Servers;

/** The long form: see {@code fault-tests/run --help}. */
public final class LongRun {

    /** The time for starting, draining and judging, in addition to the faults. */
    private static final Duration OVERHEAD = Duration.ofSeconds(30);

    private LongRun() {}

    /**
     * Runs workloads, and exits with 1 if one did not hold.
     *
     * @param arguments the directory {@code target}, seconds, a seed, and the names of workloads
     */
    public static void main(String... arguments) throws Exception {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        List<String> names = List.of(arguments).subList(3, arguments.length);
        List<Workload> workloads = Workload.ALL.stream().filter(workload -> names.contains(workload.name())).toList();
        Duration each = Duration.ofSeconds(Long.parseLong(arguments[1])).dividedBy(workloads.size()).minus(OVERHEAD);
        boolean holds = true;
        try (Servers servers = Servers.start()) {
            Setting setting = new Setting(servers, target.resolve("quarkus-app"), target.resolve("faults"), each,
                    Long.parseLong(arguments[2]));
            System.out.println("Seed " + setting.seed() + "\n" + Verdict.head());
            for (Workload workload : workloads) {
                holds &= holds(workload, setting);
            }
        }
        System.exit(holds ? 0 : 1);
    }

    private static boolean holds(Workload workload, Setting setting) {
        try {
            Verdict verdict = Run.of(workload, setting);
            System.out.println(verdict.row());
            System.out.print(verdict.complaint());
            return verdict.violations().isEmpty();
        } catch (Exception e) {
            System.out.println(workload.name() + ": BROKEN, it did not end");
            e.printStackTrace(System.out);
            return false;
        }
    }
}
