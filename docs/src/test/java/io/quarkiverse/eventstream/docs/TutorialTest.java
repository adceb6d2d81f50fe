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

/** The tutorial shows its services' files whole, and creates the services with the versions of the project. */
class TutorialTest {

    private static final Path POM = Path.of("..", "pom.xml");
    private static final Path SERVICES = Path.of("modules", "ROOT", "examples", "tutorial");
    private static final Path PAGE = Path.of("modules", "ROOT", "pages", "tutorial.adoc");
    private static final String DEPENDENCY = "billing/awaitility.xml";
    private static final Pattern FILE = Pattern
            .compile("(?m)^\\.(\\S+)\\n\\[source,\\w+]\\n----\\ninclude::example\\$tutorial/(\\S+)\\[]\\n----$");
    private static final Pattern CREATE = Pattern.compile("quarkus-maven-plugin:(\\S+):create [^\\n]*\\n"
            + " +-DprojectArtifactId=(\\w+) [^\\n]*\\n[^\\n]*quarkus-eventstream:(\\S+)\\n");

    @Test
    void eachFileIsShownWholeUnderItsName() throws IOException {
        List<String> shown = new ArrayList<>(List.of(DEPENDENCY));
        Matcher file = FILE.matcher(Files.readString(PAGE));
        while (file.find()) {
            assertThat(file.group(1)).isEqualTo(file.group(2));
            shown.add(file.group(1));
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(
                Regions.files(SERVICES).stream().map(path -> SERVICES.relativize(path).toString()).toList());
    }

    @Test
    void theDependencyOfTheTestIsShown() throws IOException {
        assertThat(Files.readString(PAGE)).contains("""
                .Among the dependencies of billing/pom.xml
                [source,xml]
                ----
                include::example$tutorial/%s[]
                ----
                """.formatted(DEPENDENCY));
    }

    @Test
    void bothServicesAreCreatedWithTheVersionsOfTheProject() throws IOException {
        String project = Files.readString(POM);
        String version = project.replaceAll("(?s)^.*?<version>([^<]+)</version>.*$", "$1");

        assertThat(CREATE.matcher(Files.readString(PAGE)).results()
                .map(create -> List.of(create.group(2), create.group(1), create.group(3))))
                .containsExactly(List.of("orders", property(project, "quarkus.version"), version),
                        List.of("billing", property(project, "quarkus.version"), version));
    }

    private static String property(String pom, String name) {
        return pom.replaceAll("(?s)^.*<" + name + ">([^<]+)</.*$", "$1");
    }
}
