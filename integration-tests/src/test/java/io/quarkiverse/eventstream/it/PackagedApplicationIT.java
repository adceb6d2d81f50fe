package io.quarkiverse.eventstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class PackagedApplicationIT {

    @Test
    void noPartOfTheDevBrokerIsPackaged() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app"))) {
            List<String> jars = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .toList();
            assertThat(jars).anyMatch(name -> name.startsWith("org.apache.kafka.kafka-clients"));
            assertThat(jars).noneMatch(name -> name.contains("dev-broker") || name.contains("kafka_2.13")
                    || name.contains("kafka-server") || name.contains("scala-library"));
        }
    }
}
