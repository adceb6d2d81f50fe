package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Each alert leads to its section of the troubleshooting page, and is in the list of alerts. */
class AlertsPageTest {

    private static final Path RULES = Path.of("..", "runtime", "src", "main", "resources", "META-INF", "prometheus",
            "eventstream-alerts.yml");
    private static final Path PAGES = Path.of("modules", "ROOT", "pages");

    @Test
    void thePagesHaveEachAlert() throws IOException {
        String troubleshooting = Files.readString(PAGES.resolve("troubleshooting.adoc"));
        String list = Files.readString(PAGES.resolve("observability.adoc"));
        JsonNode rules = new YAMLMapper().readTree(RULES.toFile()).at("/groups/0/rules");

        assertThat(rules).hasSizeGreaterThanOrEqualTo(8).allSatisfy(rule -> {
            String alert = rule.get("alert").textValue();
            String[] runbook = rule.at("/annotations/runbook_url").textValue().split("#");
            assertThat(runbook[0]).endsWith("/troubleshooting.html");
            assertThat(troubleshooting).contains("[#" + runbook[1] + "]\n" + alert + ":: ");
            assertThat(list).containsPattern("\\|`" + alert + "`\n\\|.+\n\\|" + rule.at("/labels/severity").textValue() + "\n");
            assertThat(rule.get("annotations").fieldNames()).toIterable().contains("summary", "description");
        });
    }
}
