package io.quarkiverse.eventstream.interop.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid options exit with 2 and are named. */
class OptionsTest {

    private static Run run(String command, String options) {
        return Run.of(Stream.concat(Stream.of(command), Arrays.stream(options.split(" "))).toArray(String[]::new));
    }

    @Test
    void aMissingCommandIsAnInvalidOption() {
        Run run = Run.of();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Say what to do: print, check, golden or compare.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"print", "check", "golden", "compare"})
    void helpNamesEachOption(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Usage: interop/run " + command, "--bootstrap-servers", "--topic", "--property",
                "--command-config", "--verbose");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theGeneralHelpNamesEachCommand() {
        Run run = Run.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("print ", "check ", "golden ", "compare ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"print", "check", "golden", "compare"})
    void aTopicAndABrokerAreRequired(String command) {
        assertThat(run(command, "--topic t").code()).isEqualTo(2);
        assertThat(run(command, "--topic t").err()).contains("--bootstrap-servers");
        assertThat(run(command, "--bootstrap-servers localhost:9").code()).isEqualTo(2);
        assertThat(run(command, "--bootstrap-servers localhost:9").err()).contains("--topic");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"--nonsense|Unknown option: '--nonsense'", "--from yesterday|must be earliest, latest or an"
                    + " offset from 0 on", "--from -3|must be earliest", "--from latest|--follow",
                    "--limit 0|--limit takes a number from 1 on",
                    "--limit x|--limit", "--property a|KEY=VALUE",
                    "--command-config /nowhere/at-all|needs a file with properties"})
    void anInvalidOptionIsNamed(String options, String problem) {
        for (String command : new String[]{"print", "check"}) {
            Run run = run(command, "--bootstrap-servers localhost:9 --topic t " + options);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains(problem);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aNegativeWaitIsInvalid() {
        assertThat(run("compare", "--bootstrap-servers localhost:9 --topic t --wait -1").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"print", "golden"})
    void aPropertyThatKafkasClientRefusesIsAnInvalidOption(String command) {
        Run address = run(command, "--bootstrap-servers localhost --topic t");
        Run property = run(command, "--bootstrap-servers localhost:9 --topic t --property security.protocol=SMOKE");

        assertThat(address.code()).isEqualTo(2);
        assertThat(address.err()).contains("Kafka's client does not take the properties", "Invalid url");
        assertThat(property.code()).isEqualTo(2);
        assertThat(property.err()).contains("SMOKE");
    }

    @Test
    void aPropertyOverridesTheFileOfProperties(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "security.protocol=SMOKE\n");
        String options = "--bootstrap-servers localhost:9 --topic t --command-config " + file;

        assertThat(run("print", options).err()).contains("SMOKE");
        assertThat(run("print", options + " --property security.protocol=MIRRORS").err()).contains("MIRRORS")
                .doesNotContain("SMOKE");
    }

    @ParameterizedTest
    @CsvSource({"print,default.api.timeout.ms", "check,default.api.timeout.ms", "compare,default.api.timeout.ms",
            "golden,max.block.ms"})
    void aBrokerThatDoesNotAnswerExitsWith1AndTheRemedyIsNamed(String command, String timeout) {
        Run run = run(command, "--bootstrap-servers localhost:9 --topic t --property " + timeout + "=50");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("No answer from localhost:9 in time").contains("--verbose");
        assertThat(run.out()).isEmpty();
    }
}
