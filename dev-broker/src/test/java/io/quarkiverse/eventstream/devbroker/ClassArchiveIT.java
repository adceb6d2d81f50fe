package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nodes of the runnable jar take their classes from the archive that the build has written next to it. */
class ClassArchiveIT {

    private static final Path JAR = Path.of(System.getProperty("runnable.jar"));
    private static final String KAFKA = "kafka.server.KafkaRaftServer ";

    @TempDir
    Path directory;

    @BeforeAll
    static void requireArchive() throws IOException {
        assumeThat(archives()).as("a build with -Dquickly writes none").isNotEmpty();
    }

    @Test
    void nodesShareClassesWhereTheJarIsOneOfManyOnTheClassPath() throws IOException {
        String classPath = System.getProperty("java.class.path") + System.getProperty("path.separator") + JAR;
        assertThat(loadedClasses(DevBroker.builder().classPath(classPath)))
                .anyMatch(line -> line.contains(KAFKA + "source: shared"));
    }

    @Test
    void anArchiveOfAnotherJarIsIgnored() throws IOException {
        Path copy = Files.copy(JAR, directory.resolve(JAR.getFileName()));
        Files.createSymbolicLink(directory.resolve("lib"), JAR.resolveSibling("lib"));
        for (Path archive : archives()) {
            Files.copy(archive, directory.resolve(archive.getFileName()));
        }
        assertThat(loadedClasses(DevBroker.builder().jar(copy)))
                .anyMatch(line -> line.contains(KAFKA + "source: file:"));
    }

    private List<String> loadedClasses(DevBroker.Builder builder) throws IOException {
        Path log = directory.resolve("classes.log");
        try (DevBroker broker = builder.jvmArguments("-Xlog:class+load:file=" + log).start()) {
            assertThat(broker.isRunning()).isTrue();
            return Files.readAllLines(log);
        }
    }

    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(JAR.getParent())) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }
}
