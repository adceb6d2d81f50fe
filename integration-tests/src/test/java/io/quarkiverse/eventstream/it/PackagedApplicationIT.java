package io.quarkiverse.eventstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class PackagedApplicationIT {

    private static boolean isNative() throws IOException {
        Properties artifact = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("target", "quarkus-artifact.properties"))) {
            artifact.load(reader);
        }
        return "native".equals(artifact.getProperty("type"));
    }

    @Test
    void theBuildHasWrittenAScaledObjectForTheTopicsOfTheListeners() throws IOException {
        String object = Files.readString(Path.of("target", "kubernetes", "eventstream-keda.yml"));

        assertThat(object).contains("kind: ScaledObject", "name: shop", "maxReplicaCount: 12", "topic: it.returns",
                "topic: it.returns.dlq", "topic: audit.trail", "consumerGroup: it.shop", "topic: it.expressed");
    }

    @Test
    void noPartOfDevModeIsPackaged() throws IOException {
        assumeFalse(isNative(), "A native executable has no jars");
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app"))) {
            List<String> jars = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .toList();
            assertThat(jars).anyMatch(name -> name.startsWith("org.apache.kafka.kafka-clients"));
            assertThat(jars).noneMatch(name -> name.contains("eventstream-dev") || name.contains("kafka_2.13")
                    || name.contains("kafka-server") || name.contains("scala-library"));
        }
    }
}
