package io.quarkiverse.eventstream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The alert rules in the jar, as Prometheus's own tool judges them. */
class AlertRulesTest {

    @BeforeAll
    static void findTool() {
        boolean isInstalled = Stream.of(System.getenv("PATH").split(":")).map(Path::of)
                .anyMatch(folder -> Files.isExecutable(folder.resolve("promtool")));
        if (!isInstalled) {
            System.out.println("promtool is not installed: the tests of the alert rules are skipped");
        }
        assumeTrue(isInstalled, "promtool is not installed");
    }

    @Test
    void theRulesAreValid() throws Exception {
        promtool("check", "rules", "src/main/resources/META-INF/prometheus/eventstream-alerts.yml");
    }

    @Test
    void eachSituationFiresItsAlertAndNoOther() throws Exception {
        promtool("test", "rules", "src/test/resources/prometheus/eventstream-alerts-test.yml");
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
