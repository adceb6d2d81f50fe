package io.quarkiverse.eventstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

/** Each command and option has a help text, and invalid ones exit with 2 and are named. */
class OptionsTest {

    private static Run run(String command, String options) {
        return Run.of(Stream.of(command, options).flatMap(text -> Arrays.stream(text.split(" "))).toArray(String[]::new));
    }

    static Stream<CommandLine> commands() {
        return withSubcommands(Eventstream.commandLine(new Eventstream()));
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(Stream.of(command),
                command.getSubcommands().values().stream().flatMap(OptionsTest::withSubcommands));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandAndOptionHasAHelpText(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()).as(command.getCommandName()).isNotEmpty();
        assertThat(command.getCommandSpec().args()).allSatisfy(arg -> {
            assertThat(arg.description()).as(arg.toString()).isNotEmpty();
            assertThat(arg.description()[0]).endsWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpExplainsCommandOptionsAndExitCodes(CommandLine command) {
        String line = command.getCommandSpec().qualifiedName(" ").replaceFirst("eventstream ?", "") + " --help";

        Run run = Run.of(line.strip().split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Usage: " + command.getCommandSpec().qualifiedName(" "), "--verbose", "Exit codes:",
                "3   the broker does not answer, or refuses");
    }

    @Test
    void theGeneralHelpNamesEachCommand() {
        assertThat(Run.of("--help").out()).contains("topics ", "tail ", "publish ", "check ", "groups ", "letters ",
                "redrive ", "discard ", "golden ", "completion ");
    }

    @Test
    void theVersionIsPrinted() {
        Run run = Run.of("--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("eventstream ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "golden"})
    void aMissingCommandIsInvalid(String command) {
        Run run = command.isEmpty() ? Run.of() : Run.of(command);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required subcommand",
                "See eventstream" + (command.isEmpty() ? "" : " ") + command
                        + " --help.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "check", "publish", "golden publish", "golden compare", "redrive", "discard --reason r"})
    void aTopicIsRequired(String command) {
        Run run = run(command, "-b localhost:9");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("TOPIC");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"--nonsense|Unknown option: '--nonsense'",
                    "--from yesterday|\"yesterday\" is no position. Write beginning, end,",
                    "--from -|is no position", "--from 2026-13-01T00:00:00Z|is no position",
                    "--limit 0|--limit takes a number from 1 on", "--limit x|--limit", "--property a|KEY=VALUE",
                    "--where a=b|\"a\" is no JSON pointer. It begins with a slash",
                    "--config /nowhere/at-all|can't be read as properties", "--output yaml|expected one of [TEXT, JSON]",
                    "--property sasl.jaas.config=x|as KAFKA_SASL_JAAS_CONFIG", "--property ssl.keystore.key=x|takes no secret"})
    void anInvalidOptionIsNamed(String options, String problem) {
        for (String command : new String[]{"tail", "check"}) {
            Run run = run(command, "t -b localhost:9 " + options);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains(problem);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void tailFromTheEndHasToFollow() {
        assertThat(run("tail", "t --no-follow --from end").err()).contains("--from end finds something with --follow alone");
    }

    @Test
    void aNegativeWaitIsInvalid() {
        assertThat(run("golden compare", "t -b localhost:9 --wait -1").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "groups", "tail t", "check t", "publish t --name n", "golden publish t",
            "golden compare t", "letters", "letters t", "letters show t-0@1", "redrive t --all", "discard t --all --reason r"})
    void aPropertyThatKafkasClientRefusesIsAnInvalidOption(String command) {
        Run address = run(command, "-b localhost");
        Run property = run(command, "-b localhost:9 --property security.protocol=SMOKE");

        assertThat(address.code()).isEqualTo(2);
        assertThat(address.err()).contains("Kafka's client does not take the properties", "Invalid url");
        assertThat(property.code()).isEqualTo(2);
        assertThat(property.err()).contains("SMOKE");
    }

    @Test
    void aPropertyOverridesTheFileOfProperties(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "security.protocol=SMOKE\n");
        String options = "t -b localhost:9 --config " + file;

        assertThat(run("tail", options).err()).contains("SMOKE");
        assertThat(run("tail", options + " --property security.protocol=MIRRORS").err()).contains("MIRRORS")
                .doesNotContain("SMOKE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "groups", "tail t", "check t", "publish t --name n", "golden publish t",
            "golden compare t", "letters", "letters t", "letters show t-0@1", "redrive t --all", "discard t --all --reason r"})
    void aBrokerThatCantBeReachedExitsWith3AtOnceAndTheRemedyIsNamed(String command) {
        Run run = run(command, "-b localhost:9");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEqualToIgnoringNewLines("No broker can be reached at localhost:9 (Connection refused). Correct"
                + " --bootstrap-servers, or start the broker.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theStackTraceIsPrintedWithVerboseAlone() {
        assertThat(run("topics", "-b localhost:9 --verbose").err()).contains("CommandException: No broker", "\tat ");
    }
}
