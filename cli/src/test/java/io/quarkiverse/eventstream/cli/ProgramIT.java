package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** The program as it is shipped, the jar or the native executable, on a broker with TLS and logins. */
class ProgramIT {

    private static final String JAR = ".*\\.jar";
    private static final String PASSWORD = "pass-word";

    private static DevBroker broker;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().tls().scramUser("shop", PASSWORD).start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** The environment has all that is needed to connect. */
    private static ProcessBuilder process(String... line) {
        String program = System.getProperty("program");
        List<String> command = new ArrayList<>();
        if (program.matches(JAR)) {
            command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-jar"));
        }
        command.add(program);
        command.addAll(List.of(line));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().putAll(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "QUARKUS_EVENTSTREAM_KAFKA_CA_CERTIFICATE_FILE", broker.caCertificate().orElseThrow().toString(),
                "QUARKUS_EVENTSTREAM_KAFKA_USERNAME", "shop", "QUARKUS_EVENTSTREAM_KAFKA_PASSWORD", PASSWORD));
        return process;
    }

    private static Run run(String... line) throws Exception {
        return run(process(line));
    }

    private static Run run(ProcessBuilder builder) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @DisabledIfSystemProperty(named = "program", matches = JAR, disabledReason = "Kafka's own libraries, which the JVM loads")
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void recordsAreWrittenAndReadWithEachCompression(String compression) throws Exception {
        Run golden = run("golden", "publish", compression, "--property=compression.type=" + compression);
        Run tail = run("tail", compression, "--no-follow", "--output=json");

        // From Java 24 on, the JDK warns on standard error of what the library for lz4 calls.
        assertThat(golden.code()).as(golden.err()).isZero();
        assertThat(tail.code()).as(tail.err()).isZero();
        assertThat(tail.out().lines()).hasSize(26);
    }

    @Test
    void theCommandsWorkTogether() throws Exception {
        run("golden", "publish", "orders");
        Path records = Files.writeString(folder.resolve("records.json"),
                run("tail", "orders", "--no-follow", "-o=json", "--limit=3").out());
        Run publish = run(process("publish", "orders", "--partitioner=crc32").redirectInput(records.toFile()));
        Run check = run("check", "orders");

        assertThat(publish.err()).isEmpty();
        assertThat(publish.out().lines()).hasSize(3);
        assertThat(check.err()).isEmpty();
        assertThat(check.out()).endsWith("29 records: all keep the wire format." + System.lineSeparator());
        assertThat(run("topics", "orders").out()).contains("orders           1       29  yes");
        assertThat(run("groups").code()).isZero();
        assertThat(run("--version").out()).startsWith("eventstream 1.");
    }

    @DisabledIfSystemProperty(named = "program", matches = JAR, disabledReason = "CheckTest interrupts a JVM")
    @Test
    void tailEndsWithZeroWhenItIsInterrupted() throws Exception {
        run("golden", "publish", "interrupted");
        Process process = process("tail", "interrupted", "--from=-1").redirectErrorStream(true).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).startsWith("interrupted-0@25  ");

            // Unlike Process.destroy, this keeps the remaining output.
            process.toHandle().destroy();

            assertThat(out.lines().collect(Collectors.toList())).last().asString().startsWith("    payload  ");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void lettersAreListedRedrivenAndDiscarded() throws Exception {
        run("golden", "publish", "orders.dlq");
        run("publish", "orders.dlq", "--name=orderCreated", "--namespace=shop",
                "--header=eventstream.dead-letter.listener=billing", "--header=eventstream.dead-letter.group=shop");
        Run topics = run("letters");
        Run plan = run("redrive", "orders.dlq", "--listener=billing", "--dry-run", "--output=json");
        Run redrive = run("redrive", "orders.dlq", "--listener=billing");
        Run discard = run("discard", "orders.dlq", "--all", "--reason=golden");

        assertThat(topics.err() + plan.err() + discard.err()).isEmpty();
        assertThat(topics.out()).contains("orders.dlq           1    27 ");
        assertThat(plan.json().get(0).get("count").intValue()).isEqualTo(1);
        assertThat(redrive.out()).isEqualToIgnoringNewLines("1 letter redriven.");
        assertThat(discard.out()).isEqualToIgnoringNewLines("26 letters discarded.");
        assertThat(run("letters", "show", "orders.dlq-0@26", "--output=json").json().get(0).at("/status/state").textValue())
                .isEqualTo("redriven");
        assertThat(run("letters", "orders.dlq", "--state=discarded").out()).contains("     26 ");
    }

    @Test
    void failuresHaveTheirExitCodesAndNoStackTrace() throws Exception {
        Run missing = run("tail", "nowhere");
        ProcessBuilder refused = process("topics");
        refused.environment().put("QUARKUS_EVENTSTREAM_KAFKA_PASSWORD", "wrong");
        Run password = run(refused);

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).startsWith("There is no topic nowhere at ");
        assertThat(password.code()).isEqualTo(3);
        assertThat(password.err()).contains("the broker rejected the credentials");
        assertThat(missing.err() + password.err()).doesNotContain("\tat ");
    }

    @DisabledIfSystemProperty(named = "program", matches = JAR, disabledReason = "OptionsTest and CompletionTest have them")
    @Test
    void helpAndCompletionArePrinted() throws Exception {
        assertThat(run("publish", "--help").out()).contains("Usage: eventstream publish", "--dry-run");
        assertThat(run("completion", "bash").out()).contains("complete -F _complete_eventstream");
    }
}
