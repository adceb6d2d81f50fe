package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tutorial's services are shown whole, and have the versions that the project is built with. */
class TutorialTest {

    private static final Path POM = Path.of("..", "pom.xml");
    private static final Path SERVICES = Path.of("modules", "ROOT", "examples", "tutorial");
    private static final Path PAGE = Path.of("modules", "ROOT", "pages", "tutorial.adoc");
    private static final Pattern FILE = Pattern
            .compile("(?m)^\\.(\\S+)\\n\\[source,\\w+]\\n----\\ninclude::example\\$tutorial/(\\S+)\\[]\\n----$");

    @Test
    void eachFileIsShownWholeUnderItsName() throws IOException {
        List<String> shown = new ArrayList<>();
        Matcher file = FILE.matcher(Files.readString(PAGE));
        while (file.find()) {
            assertThat(file.group(1)).isEqualTo(file.group(2));
            shown.add(file.group(1));
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(
                Regions.files(SERVICES).stream().map(path -> SERVICES.relativize(path).toString()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "billing"})
    void versionsAreThoseOfTheProject(String service) throws IOException {
        String project = Files.readString(POM);
        String pom = Files.readString(SERVICES.resolve(service).resolve("pom.xml"));

        assertThat(pom).contains("<quarkus.version>" + property(project, "quarkus.version") + "</quarkus.version>")
                .contains("<artifactId>maven-compiler-plugin</artifactId>\n                <version>"
                        + property(project, "compiler-plugin.version") + "</version>")
                .contains("<artifactId>quarkus-eventstream</artifactId>\n            <version>" + project.replaceAll(
                        "(?s)^.*?<version>([^<]+)</version>.*$", "$1") + "</version>");
        if (pom.contains("surefire")) {
            assertThat(pom).contains("<version>" + property(project, "surefire-plugin.version") + "</version>")
                    .contains("<version>" + property(project, "assertj.version") + "</version>");
        }
    }

    private static String property(String pom, String name) {
        return pom.replaceAll("(?s)^.*<" + name + ">([^<]+)</.*$", "$1");
    }
}
