package io.quarkiverse.eventstream.benchmarks.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.common.utils.AppInfoParser;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the bus, Kafka's own client, and comparable libraries. */
@Command(name = "benchmarks/run", sortOptions = false,
        description = "Measures the bus, Kafka's own client, and comparable libraries.")
final class Benchmarks implements Callable<Integer> {

    /** The broker must not be the bottleneck: it has a heap and a compiler like those of a real one. */
    private static final String[] BROKER = {"-Xms512m", "-Xmx1g", "-XX:TieredStopAtLevel=4"};

    /** The number of events. */
    private static final long BROKER_WARM_UP = 3_000_000;

    @Spec
    private CommandSpec specification;

    @Option(names = "--home", hidden = true, required = true)
    private Path home;

    @Option(names = "--cases", split = ",", paramLabel = "CASE",
            description = "Only these, such as 1,2-64,3,outbox. All by default.")
    private List<String> cases = List.of();

    @Option(names = "--contenders", split = ",", paramLabel = "CONTENDER",
            description = "Run only these cases: ${COMPLETION-CANDIDATES}. All by default.")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--rounds", defaultValue = "3",
            description = "The number of rounds: in each, every contender runs each case. ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "20000", paramLabel = "MILLIS",
            description = "The warm-up of each run; at a fixed rate, half as long again. ${DEFAULT-VALUE} by default.")
    private long warmUp;

    @Option(names = "--measured", defaultValue = "5000", paramLabel = "MILLIS",
            description = "The measured time of each run. ${DEFAULT-VALUE} by default.")
    private long measured;

    @Option(names = "--events", defaultValue = "6000000", paramLabel = "COUNT",
            description = "The number of events on the topic that most cases read, some 550 bytes each. ${DEFAULT-VALUE} by default; all topics "
                    + "that exist at one time hold five times as many.")
    private long events;

    @Option(names = "--output", paramLabel = "FOLDER",
            description = "The folder of the table, the figures and the chart. benchmarks/target/results by default.")
    private Path output;

    @Option(names = "--go-on",
            description = "Keep the results of an earlier run for cases that are not run again; both must be measured "
                    + "under the same conditions.")
    private boolean loadEarlierResults;

    @Option(names = "--jvm-argument", paramLabel = "ARGUMENT", defaultValue = "-Xmx1g",
            description = "An option of the contenders' JVMs; repeatable. ${DEFAULT-VALUE} by default.")
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
        if (loadEarlierResults) {
            report.loadEarlierResults();
        }
        ContestantProcess process = new ContestantProcess(home, folder.resolve("logs"), jvmArguments);
        try (DevBroker broker = DevBroker.builder().jvmArguments(BROKER).start(); Databases databases = new Databases()) {
            Rounds runs = new Rounds(process, broker.bootstrapServers(), databases, contenders, rounds, warmUp, measured);
            runs.warmUpBroker(Math.min(events, BROKER_WARM_UP));
            int failed = 0;
            List<Case> toCome = new ArrayList<>(chosen.stream().flatMap(List::stream).toList());
            for (List<Case> block : chosen) {
                try {
                    for (Outcome outcome : runs.run(block)) {
                        report.add(outcome);
                    }
                } catch (BenchmarkException e) {
                    // The other cases may still work.
                    failed++;
                    System.err.printf("There are no figures of case %s: %s%n",
                            block.stream().map(Case::id).collect(Collectors.joining(", ")), e.getMessage());
                }
                toCome.removeAll(block);
                runs.forget(toCome);
            }
            System.out.printf("%nTable, figures and chart are in %s%n", folder);
            return failed == 0 ? 0 : 1;
        }
    }

    /** The cases that are chosen and have a chosen contender, together those that are run together; a family has all its cases. */
    private Collection<List<Case>> chosen() {
        List<Case> all = Cases.all(events);
        List<String> ids = all.stream().flatMap(one -> Stream.of(one.family(), one.id())).distinct().toList();
        if (!ids.containsAll(cases)) {
            throw new CommandLine.ParameterException(specification.commandLine(),
                    "There is no such case among " + cases + ". The cases are "
                            + String.join(", ", ids));
        }
        List<Case> chosen = all.stream()
                .filter(one -> cases.isEmpty() || cases.contains(one.id()) || cases.contains(one.family()))
                .filter(one -> one.entries().stream().anyMatch(entry -> contenders.contains(entry.contender()))).toList();
        if (chosen.isEmpty()) {
            throw new CommandLine.ParameterException(specification.commandLine(),
                    "None of " + contenders + " runs the cases " + cases + ": choose other contenders, or other cases");
        }
        return chosen.stream().collect(Collectors.groupingBy(Case::block, LinkedHashMap::new, Collectors.toList())).values();
    }
}
