package io.quarkiverse.eventstream.benchmarks.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.apache.kafka.common.utils.AppInfoParser;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the bus side by side with Kafka's own client and with its peers. */
@Command(name = "benchmarks/run", sortOptions = false,
        description = "Measures the bus side by side with Kafka's own client and with its peers.")
final class Benchmarks implements Callable<Integer> {

    /** A broker that is not what is measured: with a heap, and a compiler, like those of a real one. */
    private static final String[] BROKER = {"-Xms512m", "-Xmx1g", "-XX:TieredStopAtLevel=4"};

    /** In events. */
    private static final long BROKER_WARM_UP = 3_000_000;

    @Spec
    private CommandSpec specification;

    @Option(names = "--home", hidden = true, required = true)
    private Path home;

    @Option(names = "--cases", split = ",", paramLabel = "CASE", description = "Only these, such as 1,2-64,3. All by default.")
    private List<String> cases = List.of();

    @Option(names = "--contenders", split = ",", paramLabel = "CONTENDER",
            description = "Only these: ${COMPLETION-CANDIDATES}. All by default.")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--rounds", defaultValue = "3",
            description = "How often each contender does each case, in turn. ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "20000", paramLabel = "MILLIS",
            description = "How long a run goes before it counts; at a fixed rate, half as long again. ${DEFAULT-VALUE} by default.")
    private long warmUp;

    @Option(names = "--measured", defaultValue = "5000", paramLabel = "MILLIS",
            description = "How long it counts. ${DEFAULT-VALUE} by default.")
    private long measured;

    @Option(names = "--events", defaultValue = "6000000", paramLabel = "COUNT",
            description = "How many events the topic holds that most cases read, some 550 bytes each. ${DEFAULT-VALUE} by default; all topics "
                    + "that are there at one time hold five times as many.")
    private long events;

    @Option(names = "--output", paramLabel = "FOLDER",
            description = "Where the table, the figures and the chart go. benchmarks/target/results by default.")
    private Path output;

    @Option(names = "--go-on",
            description = "Keeps what an earlier run has left there, of cases that are not run again; both must be measured "
                    + "under the same conditions.")
    private boolean goOn;

    @Option(names = "--jvm-argument", paramLabel = "ARGUMENT", defaultValue = "-Xmx1g",
            description = "For the contenders' JVMs; repeatable. ${DEFAULT-VALUE} by default.")
    private List<String> jvmArguments;

    @Option(names = "--help", usageHelp = true, description = "Prints this.")
    private boolean help;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = output == null ? home.resolve("target/results") : output;
        Collection<List<Case>> chosen = chosen();
        Report report = new Report(folder,
                String.format(Locale.ROOT,
                        "Kafka %s; %d rounds of %d ms after %d ms of warm-up (half as long again at a fixed rate); %,d events; JVMs with %s",
                        AppInfoParser.getVersion(), rounds, measured, warmUp, events, String.join(" ", jvmArguments)),
                Cases.all(events));
        if (goOn) {
            report.goOn();
        }
        ContestantProcess process = new ContestantProcess(home, folder.resolve("logs"), jvmArguments);
        try (DevBroker broker = DevBroker.builder().jvmArguments(BROKER).start()) {
            Rounds runs = new Rounds(process, broker.bootstrapServers(), contenders, rounds, warmUp, measured);
            runs.warmUpBroker(Math.min(events, BROKER_WARM_UP));
            int failed = 0;
            List<Case> toCome = new ArrayList<>(chosen.stream().flatMap(List::stream).toList());
            for (List<Case> family : chosen) {
                try {
                    for (Outcome outcome : runs.run(family)) {
                        report.add(outcome);
                    }
                } catch (BenchmarkException e) {
                    // The other cases may still do.
                    failed++;
                    System.err.printf("There are no figures of case %s: %s%n",
                            family.stream().map(Case::id).collect(Collectors.joining(", ")), e.getMessage());
                }
                toCome.removeAll(family);
                runs.forget(toCome);
            }
            System.out.printf("%nTable, figures and chart are in %s%n", folder);
            return failed == 0 ? 0 : 1;
        }
    }

    /** By family. */
    private Collection<List<Case>> chosen() {
        List<Case> all = Cases.all(events);
        List<String> ids = all.stream().map(Case::id).toList();
        if (!ids.containsAll(cases)) {
            throw new CommandLine.ParameterException(specification.commandLine(),
                    "There is no such case among " + cases + ". The cases are "
                            + String.join(", ", ids));
        }
        return all.stream().filter(one -> cases.isEmpty() || cases.contains(one.id()))
                .collect(Collectors.groupingBy(Case::family, LinkedHashMap::new, Collectors.toList())).values();
    }
}
