package io.quarkiverse.eventstream.benchmarks.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.apache.kafka.common.utils.AppInfoParser;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the footprint of services: time to the first event, memory, size; on the JVM and as native executables. */
@Command(name = "benchmarks/footprint/run", sortOptions = false,
        description = "Measures the footprint of services: time to the first event, memory, size; on the JVM, and as native "
                + "executables if GRAALVM_HOME names a GraalVM or Mandrel.")
final class Footprint implements Callable<Integer> {

    @Option(names = "--home", hidden = true, required = true)
    private Path home;

    @Option(names = "--builder", hidden = true, paramLabel = "VERSION", description = "What the executables were built with.")
    private String builder;

    @Option(names = "--rounds", defaultValue = "7",
            description = "The number of starts of each service, after one start of each program that is not measured. ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(names = "--option", paramLabel = "OPTION", defaultValue = "-Xmx64m",
            description = "An option of the JVMs and the executables; repeatable. ${DEFAULT-VALUE} by default.")
    private List<String> options;

    @Option(names = "--output", paramLabel = "FILE",
            description = "The path of the table. benchmarks/target/results/footprint.txt by default.")
    private Path output;

    @Option(names = "--help", usageHelp = true, description = "Prints this.")
    private boolean help;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Footprint()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<FootprintService> services = FootprintService.all().stream().filter(service -> service.isBuilt(home)).toList();
        if (services.isEmpty()) {
            throw new BenchmarkException("No service is built below " + home.resolve("footprint"));
        }
        Map<FootprintService, List<Map<Metric, Double>>> figures;
        try (DevBroker broker = DevBroker.start()) {
            figures = measure(services, broker.bootstrapServers());
        }
        String text = String.format(Locale.ROOT, "%s%s; Kafka %s; %d rounds; with %s%n", Report.conditions(),
                builder == null ? "" : "; " + builder, AppInfoParser.getVersion(), rounds, String.join(" ", options))
                + FootprintTable.of(figures);
        System.out.print(text);
        Path file = output == null ? home.resolve("target/results/footprint.txt") : output;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        System.out.printf("%nThe table is in %s%n", file);
        return 0;
    }

    /** Starts all services in each round, so that a change of conditions affects them all. */
    Map<FootprintService, List<Map<Metric, Double>>> measure(List<FootprintService> services, String broker) throws Exception {
        String topic = "orders-" + UUID.randomUUID();
        Topics topics = new Topics(broker, 1);
        topics.create(topic);
        topics.fill(topic, Cases.ORDERS, 1);
        Map<FootprintService, List<Map<Metric, Double>>> figures = new LinkedHashMap<>();
        services.forEach(service -> figures.put(service, new ArrayList<>()));
        // The first start reads files that are not cached.
        Set<Path> read = new HashSet<>();
        for (FootprintService service : services) {
            if (read.add(service.program(home))) {
                start(service, broker, topic);
            }
        }
        List<FootprintService> turn = new ArrayList<>(services);
        for (int round = 0; round < rounds; round++) {
            for (FootprintService service : turn) {
                figures.get(service).add(start(service, broker, topic));
            }
            Collections.rotate(turn, 1);
        }
        return figures;
    }

    private Map<Metric, Double> start(FootprintService service, String broker, String topic) throws Exception {
        Map<Metric, Double> found = ServiceStart.measure(command(service, broker, topic), service.folder(home),
                service.events());
        found.put(Metric.SIZE, service.megabytes(home));
        return found;
    }

    private List<String> command(FootprintService service, String broker, String topic) {
        List<String> all = new ArrayList<>(options);
        all.add("-Dkafka.bootstrap.servers=" + broker);
        all.add("-Dorders.topic=" + topic);
        all.add("-Dorders.channel-group=channel-" + UUID.randomUUID());
        all.add("-Dorders.second-channel-group=second-channel-" + UUID.randomUUID());
        all.add("-Dorders.bus-group=bus-" + UUID.randomUUID());
        return service.command(home, all);
    }
}
