package io.quarkiverse.eventstream.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import picocli.CommandLine;

/** Runs each case once, briefly: it works, and reports figures. The figures have no meaning. */
class SmokeIT {

    private static final int EVENTS = 12_800;
    private static final long MOMENT_MILLIS = 300;
    private static final Path BENCHMARKS = Path.of("").toAbsolutePath().getParent();
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static DevBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = DevBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    static Stream<Case> cases() {
        return Cases.all(EVENTS).stream();
    }

    private Outcome run(Case one, List<Contender> contenders) throws Exception {
        ContestantProcess process = new ContestantProcess(BENCHMARKS, Path.of("target/smoke"), JVM);
        // Tests run side by side, and the log of a server has the statements of all its databases.
        try (Databases databases = new Databases()) {
            Rounds rounds = new Rounds(process, broker.bootstrapServers(), databases, contenders, 1, 0, MOMENT_MILLIS);
            return rounds.run(List.of(one)).get(0);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBusRunsEachCase(Case one) throws Exception {
        assertHasFigures(run(one, List.of(Contender.EVENTSTREAM, Contender.OUTBOX)));
    }

    @Test
    void theOtherContendersRunTheWorkloadsAndTheReportShowsThem() throws Exception {
        Report report = new Report(folder, "a moment", cases().toList());
        List<Contender> others = List.of(Contender.RAW, Contender.SMALLRYE, Contender.SPRING);
        for (String id : List.of("1", "3", "6")) {
            Case one = cases().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
            Outcome outcome = run(one, others);
            assertThat(outcome.entries())
                    .isEqualTo(one.entries().stream().filter(entry -> others.contains(entry.contender())).toList());
            assertHasFigures(outcome);
            report.add(outcome);
        }
        assertThat(folder.resolve("table.txt")).content().contains("SmallRye", "Spring Kafka", "raw client", "events/s");
        JsonNode figures = new JsonMapper().readTree(folder.resolve("figures.json").toFile());
        assertThat(figures.at("/cases/0/rounds/raw client/0/eventsPerSecond").asDouble()).isPositive();
        Document chart = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(
                Files.newInputStream(folder.resolve("chart.svg")));
        assertThat(chart.getElementsByTagName("rect").getLength()).isGreaterThan(3 + 5 + 3);
    }

    @Test
    void theOtherOutboxesSendAndTheReportShowsThem() throws Exception {
        Report report = new Report(folder, "a moment", cases().toList());
        List<Contender> others = List.of(Contender.MODULITH, Contender.NAMASTACK);
        for (String id : List.of("outbox-order", "outbox-backlog")) {
            Outcome outcome = run(cases().filter(each -> each.id().equals(id)).findFirst().orElseThrow(), others);
            assertThat(outcome.entries()).hasSizeGreaterThan(1);
            assertHasFigures(outcome);
            report.add(outcome);
        }
        assertThat(folder.resolve("table.txt")).content().contains("Spring Modulith", "Namastack", "statements/transaction");
    }

    @Test
    void theFootprintOfServicesIsMeasuredAndReported() throws Exception {
        Path table = folder.resolve("footprint.txt");

        int status = new CommandLine(new Footprint()).execute("--home", BENCHMARKS.toString(), "--rounds", "1", "--output",
                table.toString());

        assertThat(status).isZero();
        assertThat(table).content().contains("JVM: quarkus-messaging-kafka", "JVM: eventstream", "two channels", "one each",
                "ms to the first event", "MB resident", "MB on disk");
    }

    private static void assertHasFigures(Outcome outcome) {
        for (Entry entry : outcome.entries()) {
            for (Metric metric : outcome.subject().metrics()) {
                if (outcome.has(entry, metric)) {
                    assertThat(outcome.spread(entry, metric).median())
                            .as("%s of %s in case %s", metric, entry, outcome.subject().id())
                            .isGreaterThanOrEqualTo(metric == Metric.SENT_PER_SECOND ? 0 : Double.MIN_VALUE).isFinite();
                }
            }
        }
    }
}
