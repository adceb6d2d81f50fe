package io.quarkiverse.eventstream.codestart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a service that is created with only this extension. */
class CodestartTest {

    private static final String EXTENSION = "io.quarkiverse.eventstream:quarkus-eventstream";

    @TempDir
    static Path service;

    @BeforeAll
    static void create() throws Exception {
        CreateService.in(service);
    }

    @Test
    void aPublisherAListenerAndATestAreCreatedInThePackageOfTheService() throws IOException {
        try (Stream<Path> files = Files.walk(service)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> service.relativize(file).toString()))
                    .containsExactlyInAnyOrder(".gitignore", "README.md", "pom.xml",
                            "src/main/java/com/acme/shop/OrderCreated.java", "src/main/java/com/acme/shop/OrderListener.java",
                            "src/main/java/com/acme/shop/OrderPublisher.java", "src/main/resources/application.properties",
                            "src/test/java/com/acme/shop/OrderEventsTest.java");
        }
        assertThat(service.resolve("src/main/java/com/acme/shop/OrderListener.java")).content()
                .startsWith("package com.acme.shop;\n").contains("@OnEvent(").doesNotContain("org.acme");
    }

    @Test
    void onlyTheProductionBrokerIsConfigured() {
        assertThat(service.resolve("src/main/resources/application.properties"))
                .hasContent("%prod.kafka.bootstrap.servers=localhost:9092");
    }

    @Test
    void theReadMeExplainsHowToRunTheService() {
        assertThat(service.resolve("README.md")).content().contains("### Eventstream\n", "mvn quarkus:dev",
                "java -Dquarkus.eventstream.stream=stdout -jar target/quarkus-app/quarkus-run.jar",
                "`%prod.kafka.bootstrap.servers` names in `application.properties`",
                "https://docs.quarkiverse.io/quarkus-eventstream/dev/").doesNotContain("{", "NOT_FOUND");
    }

    @Test
    void theServiceOfTheSiblingModuleHasTheCreatedDependencies() throws Exception {
        List<Dependency> created = model(service.resolve("pom.xml")).getDependencies();

        assertThat(created).filteredOn(dependency -> dependency.getManagementKey().startsWith(EXTENSION + ":"))
                .extracting(Dependency::getVersion).containsExactly(Catalog.eventstream().getArtifact().getVersion());
        assertThat(model(Path.of("..", "service", "pom.xml")).getDependencies())
                .extracting(dependency -> dependency.getManagementKey() + ":" + dependency.getScope())
                .map(key -> key.replace("${project.groupId}", "io.quarkiverse.eventstream"))
                .filteredOn(key -> !key.contains("-deployment")).containsExactlyInAnyOrderElementsOf(created.stream()
                        .map(dependency -> dependency.getManagementKey() + ":" + dependency.getScope()).toList());
    }

    private static Model model(Path pom) throws IOException, XmlPullParserException {
        try (InputStream in = Files.newInputStream(pom)) {
            return new MavenXpp3Reader().read(in);
        }
    }
}
