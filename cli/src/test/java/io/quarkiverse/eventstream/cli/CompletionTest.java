package io.quarkiverse.eventstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, in a real shell. */
class CompletionTest {

    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    Path folder;
    private Path script;

    @BeforeEach
    void writeScript() throws Exception {
        assumeThat(BASH).exists();
        Run run = Run.of("completion", "bash");
        assertThat(run.code()).isZero();
        script = Files.writeString(folder.resolve("completion.bash"), run.out());
    }

    private static String bash(String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(BASH.toString()),
                Arrays.stream(arguments)).toList()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String completions(String... words) throws Exception {
        return bash("-c",
                "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD=" + (words.length - 1)
                        + "; COMP_LINE=\"${COMP_WORDS[*]}\"; _complete_eventstream; echo \"${COMPREPLY[@]}\"");
    }

    @Test
    void theScriptIsValid() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(Run.of("completion", "zsh").out()).isEqualTo(Files.readString(script));
        assertThat(Run.of("completion", "fish").code()).isEqualTo(2);
    }

    @Test
    void commandsOptionsAndValuesAreCompleted() throws Exception {
        assertThat(completions("eventstream", "to")).contains("topics");
        assertThat(completions("eventstream", "tail", "--no-f")).contains("--no-follow");
        assertThat(completions("eventstream", "golden", "pub")).contains("publish");
        assertThat(completions("eventstream", "topics", "--output", "j")).contains("json");
    }
}
